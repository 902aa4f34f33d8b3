/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of --ca: the user's own authorities. */
#ifndef CA_FILES_H
#define CA_FILES_H

#include "base/err.h"
#include "base/mem.h"
#include "stage/generate/generate.h"

struct ca_files {
	struct arena arena;
	VEC(struct ca_given) given; /* each certificate once */
};

/* Reads all of them, PEM with one certificate or more, or DER. Each becomes a
 * file: NAME.crt, of the file's name without its suffix, or NAME_1.crt and so on
 * where a file has several, for openssl rehash takes files of one only.
 * STATUS_FATAL with file, certificate and reason; on error `out` is to be
 * released all the same. */
int ca_files_read(const struct names *paths, struct ca_files *out, struct err *err);
void ca_files_release(struct ca_files *files);

#endif
