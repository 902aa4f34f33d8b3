/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/path.h"
#include "fmt/pem.h"
#include "stage/generate/ca.h"

static const char packaged_dir[] = "usr/share/ca-certificates";
static const char local_dir[] = "usr/local/share/ca-certificates";
static const char configuration[] = "etc/ca-certificates.conf";

char *ca_pem_name(struct arena *arena, const char *file_name)
{
	struct str stem = str_from(file_name);
	if (str_ends(stem, ".crt"))
		stem.n -= 4;
	char *name = arena_printf(arena, "%.*s.pem", STR_ARG(stem));
	for (char *c = name; *c; c++) {
		if (*c == ' ' || *c == ',')
			*c = '_';
		else if (*c == '(' || *c == ')')
			*c = '=';
	}
	return name;
}

static int collect_ca_file(const struct fileset *files, const char *path, bool strict,
			   struct ca_list *out, struct err *err)
{
	const struct member *m = fileset_file(files, path);
	struct ca_file file = {.path = arena_strdup(&out->arena, path)};
	struct err why = {0};
	if (!m)
		return 0;
	file.body = m->body;
	file.pem = ca_pem_name(&out->arena, path_base(path));
	/* DER would be valid by itself, but not in a bundle of PEM. */
	int bad = cert_is_der(m->body) ? err_set(&why, STATUS_UNTRUSTED, "DER, not PEM")
				       : certs_read(m->body, &out->arena, &file.cert, &why);
	if (!bad) {
		vec_push(&out->file, file);
		return 0;
	}
	vec_release(&file.cert);
	if (strict) {
		err_move(err, &why);
		return err_wrap(err, "/%s", path);
	}
	log_warn("/%s: %s: left out of the trusted certificates", path, why.text);
	err_release(&why);
	return 0;
}

static bool is_candidate(const struct member *m, const char *dir)
{
	return m->type != MEMBER_DIR && strcmp(m->path, dir) != 0 && path_within(m->path, dir) &&
	       str_ends(str_from(m->path), ".crt");
}

/* What the configuration says about a file. */
enum mention { UNKNOWN, LISTED, DESELECTED };

/* Takes the listed files in that order, and records all that are mentioned. */
static int follow_configuration(const struct fileset *files, bool strict, struct map *mentions,
				struct ca_list *out, struct err *err)
{
	static const enum mention listed = LISTED, deselected = DESELECTED;
	const struct member *m = fileset_file(files, configuration);
	struct str rest = m ? m->body : (struct str){0}, line;
	while (rest.n && str_split(&rest, '\n', &line)) {
		bool is_out = str_starts(line, "!");
		if (!line.n || *line.p == '#')
			continue;
		struct str name = {line.p + is_out, line.n - is_out};
		void **slot = map_at(mentions, name);
		if (*slot == &listed)
			continue;
		*slot = (void *)(is_out ? &deselected : &listed);
		if (is_out)
			continue;
		char *path CLEANUP(mem_freep) = mem_printf("%s/%.*s", packaged_dir, STR_ARG(name));
		if (!fileset_file(files, path))
			log_warn("/%s lists %.*s, which is not there", configuration, STR_ARG(name));
		else if (collect_ca_file(files, path, strict, out, err))
			return -1;
	}
	return 0;
}

/* As the scripts do: first what the configuration lists, then new files, sorted by name
 * in byte order. */
static int collect_packaged(const struct fileset *files, struct member **all, size_t n,
			    bool strict, struct ca_list *out, struct err *err)
{
	struct map mentions = {0};
	int ret = follow_configuration(files, strict, &mentions, out, err);
	for (size_t i = 0; i < n && !ret; i++) {
		if (all[i]->type == MEMBER_SYMLINK || !is_candidate(all[i], packaged_dir))
			continue;
		if (!map_get(&mentions, str_from(all[i]->path + sizeof(packaged_dir))))
			ret = collect_ca_file(files, all[i]->path, strict, out, err);
	}
	map_release(&mentions);
	out->packaged = out->file.n;
	return ret;
}

int ca_collect(const struct fileset *files, bool strict, struct ca_list *out, struct err *err)
{
	struct member **all;
	size_t n = fileset_sorted(files, &all);
	int ret = collect_packaged(files, all, n, strict, out, err);
	for (size_t i = 0; i < n && !ret; i++)
		if (is_candidate(all[i], local_dir))
			ret = collect_ca_file(files, all[i]->path, strict, out, err);
	free(all);
	return ret;
}

static bool ca_file_holds(const struct ca_file *file, const struct cert *cert)
{
	for (size_t i = 0; i < file->cert.n; i++)
		if (strcmp(file->cert.at[i].sha256.text, cert->sha256.text) == 0)
			return true;
	return false;
}

/* Inserts a local file by path, after those of packages. */
static void insert_local(struct ca_list *list, struct ca_file file)
{
	vec_push(&list->file, file);
	for (size_t i = list->file.n - 1; i > list->packaged; i--) {
		struct ca_file *a = &list->file.at[i - 1], *b = &list->file.at[i], swap;
		if (strcmp(a->path, b->path) <= 0)
			return;
		swap = *a;
		*a = *b;
		*b = swap;
	}
}

static int place_given_ca(const struct ca_given *given, struct fileset *files, struct ca_list *list,
			  struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct ca_file file = {.pem = ca_pem_name(&list->arena, given->name)};
	for (size_t i = 0; i < list->file.n; i++) {
		const struct ca_file *there = &list->file.at[i];
		if (ca_file_holds(there, &given->cert)) {
			log_note("--ca %s: is in the image already, as /%s", given->origin, there->path);
			return 0;
		}
		/* Java's aliases ignore case. */
		if (strcasecmp(there->pem, file.pem) == 0) {
			err_set(err, STATUS_FATAL, "--ca %s: /%s, another certificate, has that name",
				given->origin, there->path);
			return err_hint(err, "rename the file");
		}
	}
	file.path = arena_printf(&list->arena, "%s/%s", local_dir, given->name);
	pem_encode("CERTIFICATE", given->cert.der, &text);
	file.body = (struct str){arena_strndup(&list->arena, text.p, text.n), text.n};
	vec_push(&file.cert, given->cert);
	insert_local(list, file);
	return place_file(files, file.path, file.body, err);
}

int ca_place(const struct ca_input *input, struct fileset *files, struct ca_list *list,
	     struct err *err)
{
	for (size_t i = 0; i < input->n; i++)
		if (place_given_ca(&input->given[i], files, list, err))
			return -1;
	return 0;
}

void ca_list_release(struct ca_list *list)
{
	for (size_t i = 0; i < list->file.n; i++)
		vec_release(&list->file.at[i].cert);
	vec_release(&list->file);
	arena_release(&list->arena);
}
