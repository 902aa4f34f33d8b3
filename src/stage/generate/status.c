/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes dpkg's record of the packages in an image, a pair of files for each in
 * /var/lib/dpkg/status.d, which scanners of images without dpkg read. md5sums has the
 * format of md5sum(1): digest, two spaces, path without "./". */
#include <string.h>

#include "io/hash.h"
#include "stage/generate/parts.h"

bool generate_kept(const struct fileset *files, package_id owner, struct str name)
{
	struct buf path CLEANUP(buf_release) = {0};
	char *spelled CLEANUP(mem_freep) = mem_strndup(name.p, name.n);
	if (!fileset_resolve(files, spelled, false, &path))
		return false;
	const struct member *m = fileset_get(files, path.p);
	return m && m->owner == owner && (m->type == MEMBER_FILE || m->type == MEMBER_HARDLINK);
}

static void filter_sums(const struct fileset *files, package_id owner, struct str sums,
			struct buf *out)
{
	struct str rest = sums, line;
	while (str_split(&rest, '\n', &line)) {
		const char *gap = line.n ? memmem(line.p, line.n, "  ", 2) : NULL;
		if (!gap || gap - line.p != 32)
			continue;
		struct str name = {gap + 2, line.n - 34};
		if (generate_kept(files, owner, name)) {
			buf_add(out, line.p, line.n);
			buf_puts(out, "\n");
		}
	}
}

/* As dpkg does at installation if a package brings no checksums. */
static void print_kept_md5sums(const struct package_files *package, const struct fileset *files,
			       struct buf *out)
{
	for (size_t i = 0; i < package->member.n; i++) {
		const struct member *m = &package->member.at[i];
		if (m->type != MEMBER_FILE || !generate_kept(files, m->owner, str_from(m->path)))
			continue;
		struct hash_hex sum = hash_bytes(HASH_MD5, m->body);
		buf_printf(out, "%s  %s\n", sum.text, m->path);
	}
}

/* Records belong to the package, so that they are in its layer, with a time that does
 * not depend on the rest of the image. */
static int put_record(const struct package_files *package, struct fileset *files, const char *path,
		      struct str text, struct err *err)
{
	struct buf place CLEANUP(buf_release) = {0};
	if (place_file(files, path, text, err) || place_find(files, path, false, &place, err))
		return -1;
	struct member *m = fileset_get(files, place.p);
	m->owner = package->id;
	for (size_t i = 0; i < package->member.n; i++)
		if (package->member.at[i].type != MEMBER_DIR && package->member.at[i].mtime > m->mtime)
			m->mtime = package->member.at[i].mtime;
	return 0;
}

static int record_in_status_d(const struct package_files *package, struct fileset *files,
			      struct err *err)
{
	const char *name = package->package->name;
	char *path CLEANUP(mem_freep) = mem_printf("var/lib/dpkg/status.d/%s", name);
	char *sums_path CLEANUP(mem_freep) = mem_printf("%s.md5sums", path);
	struct buf text CLEANUP(buf_release) = {0}, sums CLEANUP(buf_release) = {0};
	const struct control_file *control = package_files_control(package, "control");
	const struct control_file *shipped = package_files_control(package, "md5sums");
	if (!control)
		return err_set(err, STATUS_UNTRUSTED, "%s: no control file", name);
	struct str stanza = str_trim(control->body);
	buf_add(&text, stanza.p, stanza.n);
	buf_puts(&text, "\n");
	if (shipped)
		filter_sums(files, package->id, shipped->body, &sums);
	else
		print_kept_md5sums(package, files, &sums);
	if (put_record(package, files, path, buf_str(&text), err) ||
	    put_record(package, files, sums_path, buf_str(&sums), err))
		return err_wrap(err, "%s", name);
	return 0;
}

bool generate_has(const struct generate_input *input, const char *package)
{
	return package_files_find(input->package, input->n, package) != NULL;
}

int generate_status(const struct generate_input *input, struct fileset *files, struct err *err)
{
	if (generate_has(input, "apt") && generate_sources(input, files, err))
		return -1;
	if (generate_has(input, "dpkg"))
		return generate_dpkg(input, files, err);
	for (size_t i = 0; i < input->n; i++)
		if (record_in_status_d(&input->package[i], files, err))
			return -1;
	return 0;
}
