/* SPDX-License-Identifier: GPL-2.0-or-later */
/* deb-triggers(5), and how dpkg records it: triggers/File has a line "PATH PACKAGE" for
 * each path, triggers/NAME a line "PACKAGE" for each package that is interested in NAME.
 * "/noawait" follows a package that need not be awaited. */
#include <stdlib.h>
#include <string.h>

#include "stage/generate/dpkg_parts.h"

/* Whether a name may become the name of a file or a line: printable, without blanks. */
static bool is_trigger_name(struct str name)
{
	if (!name.n || str_is(name, ".") || str_is(name, "..") || str_is(name, "File") ||
	    str_is(name, "Unincorp") || str_is(name, "Lock"))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] <= ' ' || name.p[i] > '~' || (name.p[i] == '/' && name.p[0] != '/'))
			return false;
	return true;
}

static bool take_directive(struct str *line, const char *word)
{
	size_t n = strlen(word);
	if (!str_starts(*line, word) || line->n == n || !strchr(" \t", line->p[n]))
		return false;
	*line = str_trim((struct str){line->p + n, line->n - n});
	return true;
}

int generate_dpkg_interests(const struct package_files *package, const char *id,
			    struct dpkg_triggers *triggers, struct err *err)
{
	const struct control_file *file = package_files_control(package, "triggers");
	struct str rest = file ? file->body : (struct str){0}, line;
	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		bool noawait = take_directive(&line, "interest-noawait");
		if (!noawait && !take_directive(&line, "interest-await") && !take_directive(&line, "interest"))
			continue;
		if (!is_trigger_name(line))
			return err_set(err, STATUS_UNTRUSTED, "%s: triggers: '%.*s' is no name", id, STR_ARG(line));
		vec_push(&triggers->interest,
			 ((struct dpkg_interest){arena_strndup(&triggers->arena, line.p, line.n),
						 arena_strdup(&triggers->arena, id), noawait}));
	}
	return 0;
}

static void print_interest(const struct dpkg_interest *interest, struct buf *out)
{
	buf_printf(out, "%s%s\n", interest->package, interest->noawait ? "/noawait" : "");
}

/* Writes the file of a name, once. */
static int put_explicit(const struct dpkg_triggers *triggers, size_t at, struct fileset *files,
			struct err *err)
{
	const char *name = triggers->interest.at[at].name;
	char *path CLEANUP(mem_freep) = mem_printf("triggers/%s", name);
	struct buf text CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < triggers->interest.n; i++) {
		if (strcmp(triggers->interest.at[i].name, name) != 0)
			continue;
		if (i < at)
			return 0;
		print_interest(&triggers->interest.at[i], &text);
	}
	return generate_dpkg_file(files, path, buf_str(&text), 0644, err);
}

int generate_dpkg_triggers(const struct dpkg_triggers *triggers, struct fileset *files,
			   struct err *err)
{
	struct buf paths CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < triggers->interest.n; i++) {
		const struct dpkg_interest *interest = &triggers->interest.at[i];
		if (interest->name[0] == '/') {
			buf_printf(&paths, "%s ", interest->name);
			print_interest(interest, &paths);
		} else if (put_explicit(triggers, i, files, err)) {
			return -1;
		}
	}
	if (paths.n && generate_dpkg_file(files, "triggers/File", buf_str(&paths), 0644, err))
		return -1;
	return generate_dpkg_file(files, "triggers/Unincorp", STR(""), 0644, err);
}

void generate_triggers_release(struct dpkg_triggers *triggers)
{
	vec_release(&triggers->interest);
	arena_release(&triggers->arena);
}
