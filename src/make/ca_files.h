/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of --ca: the user's own certificate authorities. */
#ifndef CA_FILES_H
#define CA_FILES_H

#include "base/err.h"
#include "base/mem.h"
#include "stage/generate/generate.h"

struct ca_files {
	struct arena arena;
	VEC(struct ca_given) given; /* each certificate once */
};

/* Reads all files: PEM with one or more certificates, or DER. Each certificate becomes a
 * file NAME.crt, after the name of its file without the suffix, or NAME_1.crt and so on
 * if a file has several, because openssl rehash only takes files of one. STATUS_FATAL
 * with file, certificate and reason. `out` must be all zero; the caller releases it also after an
 * error. The texts of `paths` must outlive it. */
int ca_files_read(const struct names *paths, struct ca_files *out, struct err *err);
void ca_files_release(struct ca_files *files);

#endif
