/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints deb822(5) as dpkg does: the fields that it knows in its own order, then all
 * others as in the package. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/hash.h"
#include "stage/generate/dpkg_parts.h"

/* The fields that dpkg knows, including those that it adds itself. */
static const char *const known[] = {
	"Package",    "Essential",    "Protected",   "Status",     "Priority",  "Section",
	"Installed-Size", "Origin",   "Maintainer",  "Bugs",       "Architecture", "Multi-Arch",
	"Source",     "Version",      "Replaces",    "Provides",   "Depends",   "Pre-Depends",
	"Recommends", "Suggests",     "Breaks",      "Conflicts",  "Enhances",  "Conffiles",
	"Description",
};

static bool is_known_field(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strlen(known[i]) == name.n && strncasecmp(known[i], name.p, name.n) == 0)
			return true;
	return false;
}

static void put_field(struct buf *out, const char *name, size_t n, struct str value)
{
	buf_add(out, name, n);
	buf_puts(out, ": ");
	buf_add(out, value.p, value.n);
	buf_puts(out, "\n");
}

/* The checksum of the file in the package, even if a script has changed it since; dpkg's
 * own keyword if it was not unpacked. */
static struct hash_hex conffile_sum(const struct package_files *package, const struct fileset *files,
				    struct str path)
{
	struct hash_hex none = {"newconffile"};
	for (size_t i = 0; path.n > 1 && i < package->member.n; i++) {
		const struct member *m = &package->member.at[i];
		if (str_is((struct str){path.p + 1, path.n - 1}, m->path) && m->type == MEMBER_FILE &&
		    (!m->held || generate_kept(files, m->owner, path)))
			return hash_bytes(HASH_MD5, m->body);
	}
	return none;
}

/* deb-conffiles(5). */
static void put_conffiles(const struct package_files *package, const struct fileset *files, struct buf *out)
{
	static const char flag[] = "remove-on-upgrade ";
	const struct control_file *conffiles = package_files_control(package, "conffiles");
	struct str rest = conffiles ? conffiles->body : (struct str){0}, line;
	bool first = true;
	while (str_split(&rest, '\n', &line)) {
		struct str path = str_trim(line);
		bool removed = str_starts(path, flag);
		if (removed)
			path = str_trim((struct str){path.p + sizeof(flag) - 1, path.n - sizeof(flag) + 1});
		if (!path.n || path.p[0] != '/')
			continue;
		if (first)
			buf_puts(out, "Conffiles:\n");
		first = false;
		buf_printf(out, " %.*s %s%s\n", STR_ARG(path), conffile_sum(package, files, path).text,
			   removed ? " remove-on-upgrade" : "");
	}
}

static void put_known(const char *name, const struct package_files *package, const struct fileset *files,
		      const struct deb822_stanza *control, struct buf *out)
{
	const struct deb822_field *field = deb822_find(control, name);
	bool boolean = strcmp(name, "Essential") == 0 || strcmp(name, "Protected") == 0;
	if (strcmp(name, "Status") == 0)
		put_field(out, name, strlen(name), STR("install ok installed"));
	else if (strcmp(name, "Conffiles") == 0)
		put_conffiles(package, files, out);
	else if (field && field->value.n && !(boolean && !str_is(field->value, "yes")))
		put_field(out, name, strlen(name), field->value);
}

void generate_dpkg_stanza(const struct package_files *package, const struct fileset *files,
			  const struct deb822_stanza *control, struct buf *out)
{
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		put_known(known[i], package, files, control, out);
	for (size_t i = 0; i < control->field.n; i++) {
		const struct deb822_field *field = &control->field.at[i];
		if (!is_known_field(field->name))
			put_field(out, field->name.p, field->name.n, field->value);
	}
	buf_puts(out, "\n");
}
