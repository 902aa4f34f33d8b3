/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/ca_files.h"

#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/path.h"
#include "io/file.h"

/* "certs/own.pem" → "own". */
static struct str stem_of(const char *path)
{
	static const char *const suffixes[] = {".crt", ".pem", ".cer", ".cert", ".der"};
	struct str name = str_from(path_base(path));
	for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
		size_t n = strlen(suffixes[i]);
		if (name.n > n && strcasecmp(name.p + name.n - n, suffixes[i]) == 0)
			return (struct str){name.p, name.n - n};
	}
	return name;
}

/* The stem becomes a file name in the image and a line that update-ca-certificates reads. */
static int check_ca_name(const char *path, struct str stem, struct err *err)
{
	enum { SUFFIX_LONGEST = 10 }; /* "_2000.crt" */
	bool good = stem.n && stem.n + SUFFIX_LONGEST <= PATH_PART_LONGEST;
	for (size_t i = 0; i < stem.n && good; i++)
		good = (unsigned char)stem.p[i] >= ' ' && stem.p[i] != 0x7f;
	return good ? 0 : err_set(err, STATUS_FATAL, "--ca %s: no name for a file in the image", path);
}

/* Java's aliases ignore case. */
static int add_ca_given(struct ca_files *out, const struct ca_given *given, struct err *err)
{
	for (size_t i = 0; i < out->given.n; i++) {
		const struct ca_given *there = &out->given.at[i];
		if (strcmp(there->cert.sha256.text, given->cert.sha256.text) == 0) {
			log_note("--ca %s: the same as %s", given->origin, there->origin);
			return 0;
		}
		if (strcasecmp(there->name, given->name) == 0) {
			err_set(err, STATUS_FATAL, "--ca %s: %s, another certificate, has the name %s, too",
				given->origin, there->origin, given->name);
			return err_hint(err, "rename one of the files");
		}
	}
	vec_push(&out->given, *given);
	return 0;
}

static int read_file(const char *path, struct ca_files *out, struct certs *certs, struct err *err)
{
	struct buf bytes CLEANUP(buf_release) = {0};
	struct str stem = stem_of(path);
	if (check_ca_name(path, stem, err))
		return -1;
	if (file_read(path, CERT_FILE_LARGEST, &bytes, err))
		return err_wrap(err, "--ca");
	if (certs_read(buf_str(&bytes), &out->arena, certs, err)) {
		err->status = STATUS_FATAL;
		return err_wrap(err, "--ca %s", path);
	}
	for (size_t i = 0; i < certs->n; i++) {
		struct ca_given given = {.cert = certs->at[i], .origin = path};
		given.name = arena_printf(&out->arena, "%.*s.crt", STR_ARG(stem));
		if (certs->n > 1) {
			given.name = arena_printf(&out->arena, "%.*s_%zu.crt", STR_ARG(stem), i + 1);
			given.origin = arena_printf(&out->arena, "%s: certificate %zu", path, i + 1);
		}
		if (add_ca_given(out, &given, err))
			return -1;
	}
	return 0;
}

int ca_files_read(const struct names *paths, struct ca_files *out, struct err *err)
{
	for (size_t i = 0; i < paths->n; i++) {
		struct certs certs = {0};
		int ret = read_file(paths->at[i], out, &certs, err);
		vec_release(&certs);
		if (ret)
			return -1;
	}
	return 0;
}

void ca_files_release(struct ca_files *files)
{
	vec_release(&files->given);
	arena_release(&files->arena);
}
