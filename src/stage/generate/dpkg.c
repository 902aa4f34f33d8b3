/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes /var/lib/dpkg as dpkg leaves it after it has installed the packages of an
 * image, so that dpkg and apt can continue from there: status and, in info/, the control
 * files of each package, its list of files (including those that were left out, as with
 * dpkg's own path-exclude) and its checksums. See dpkg(1), dpkg-query(1). The layout of
 * info/ is "format" 1, of dpkg since 1.16.2. */
#include <string.h>

#include "fmt/deb822.h"
#include "io/hash.h"
#include "stage/generate/dpkg_parts.h"

static const char directory[] = "var/lib/dpkg";

int generate_dpkg_file(struct fileset *files, const char *name, struct str content, uint32_t mode,
		       struct err *err)
{
	char *path CLEANUP(mem_freep) = mem_printf("%s/%s", directory, name);
	struct buf place CLEANUP(buf_release) = {0};
	if (place_file(files, path, content, err) || place_find(files, path, false, &place, err))
		return -1;
	fileset_get(files, place.p)->mode = mode;
	return 0;
}

/* As dpkg does at installation if a package brings no checksums. */
static void print_md5sums(const struct package_files *package, struct buf *out)
{
	for (size_t i = 0; i < package->member.n; i++) {
		const struct member *m = &package->member.at[i];
		if (m->type != MEMBER_FILE)
			continue;
		struct hash_hex sum = hash_bytes(HASH_MD5, m->body);
		buf_printf(out, "%s  %s\n", sum.text, m->path);
	}
}

static bool is_script(const char *name)
{
	static const char *const scripts[] = {"preinst", "postinst", "prerm", "postrm", "config"};
	for (size_t i = 0; i < ARRAY_LEN(scripts); i++)
		if (strcmp(name, scripts[i]) == 0)
			return true;
	return false;
}

static int put_info(struct fileset *files, const char *id, const char *kind, struct str content,
		    struct err *err)
{
	char *name CLEANUP(mem_freep) = mem_printf("info/%s.%s", id, kind);
	return generate_dpkg_file(files, name, content, is_script(kind) ? 0755 : 0644, err);
}

/* The names of co-installable packages include the architecture. */
static char *info_name(const struct package_files *package, const struct deb822_stanza *stanza)
{
	const struct deb822_field *multi = deb822_find(stanza, "Multi-Arch");
	const struct deb822_field *architecture = deb822_find(stanza, "Architecture");
	const char *name = package->package->name;
	if (multi && str_is(multi->value, "same") && architecture)
		return mem_printf("%s:%.*s", name, STR_ARG(architecture->value));
	return mem_strdup(name);
}

static int put_control_files(const struct package_files *package, const char *id, struct fileset *files,
			     struct err *err)
{
	struct buf sums CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < package->control.n; i++) {
		const struct control_file *c = &package->control.at[i];
		/* The stanza is in status, and dpkg makes the list itself. */
		if (strcmp(c->name, "control") == 0 || strcmp(c->name, "list") == 0)
			continue;
		if (put_info(files, id, c->name, c->body, err))
			return -1;
	}
	if (put_info(files, id, "list", package->list, err))
		return -1;
	if (package_files_control(package, "md5sums"))
		return 0;
	print_md5sums(package, &sums);
	return put_info(files, id, "md5sums", buf_str(&sums), err);
}

static int record_in_database(const struct package_files *package, struct fileset *files,
			      struct buf *status, struct dpkg_triggers *triggers, struct err *err)
{
	const char *name = package->package->name;
	const struct control_file *control = package_files_control(package, "control");
	struct deb822 parsed = {0};
	if (!control)
		return err_set(err, STATUS_UNTRUSTED, "%s: no control file", name);
	if (deb822_parse(name, control->body, 0, STATUS_UNTRUSTED, &parsed, err))
		return -1;
	int result = parsed.stanza.n == 1 ? 0 : err_set(err, STATUS_UNTRUSTED, "%s: more than one stanza", name);
	if (result == 0) {
		const struct deb822_stanza *stanza = &parsed.stanza.at[0];
		char *id CLEANUP(mem_freep) = info_name(package, stanza);
		generate_dpkg_stanza(package, files, stanza, status);
		result = put_control_files(package, id, files, err) ||
				 generate_dpkg_interests(package, id, triggers, err) ? -1 : 0;
	}
	deb822_release(&parsed);
	return result;
}

int generate_dpkg(const struct generate_input *input, struct fileset *files, struct err *err)
{
	struct buf status CLEANUP(buf_release) = {0};
	struct dpkg_triggers triggers = {0};
	char *arch CLEANUP(mem_freep) = mem_printf("%s\n", input->architecture);
	int result = generate_dpkg_file(files, "info/format", STR("1\n"), 0644, err) ||
				     generate_dpkg_file(files, "arch", str_from(arch), 0644, err) ? -1 : 0;
	for (size_t i = 0; i < input->n && !result; i++)
		result = record_in_database(&input->package[i], files, &status, &triggers, err);
	if (!result)
		result = generate_dpkg_file(files, "status", buf_str(&status), 0644, err) ||
				 generate_dpkg_triggers(&triggers, files, err) ||
				 generate_dpkg_excludes(input->filter, files, err) ? -1 : 0;
	generate_triggers_release(&triggers);
	return result;
}
