/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/generate/generate: certificate authorities, as update-ca-certificates(8)
 * and the postinst scripts of ca-certificates and ca-certificates-java leave
 * them after a fresh installation that trusts all. */
#ifndef STAGE_GENERATE_CA_H
#define STAGE_GENERATE_CA_H

#include "stage/generate/parts.h"

/* A file of certificates in the image; nearly always of one. */
struct ca_file {
	const char *path; /* "usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt" */
	const char *pem;  /* its name in /etc/ssl/certs: "ISRG_Root_X1.pem" */
	struct str body;
	struct certs cert;
};

/* In the order of the bundle: those of packages as /etc/ca-certificates.conf has
 * them, then the local ones by path. */
struct ca_list {
	struct arena arena;
	VEC(struct ca_file) file;
	size_t packaged; /* how many of them are in /usr/share/ca-certificates */
};

/* Reads what the image has. A file that does not parse is left out with a
 * warning, or an error when `strict`. */
int ca_collect(const struct fileset *files, bool strict, struct ca_list *out, struct err *err);
/* Adds the user's own to list and image. One that is there already is left out
 * with a note; STATUS_FATAL where another has its name. */
int ca_place(const struct ca_input *input, struct fileset *files, struct ca_list *list,
	     struct err *err);
void ca_list_release(struct ca_list *list);

/* "a (b), c.crt" → "a_=b=__c.pem", as update-ca-certificates names links. */
char *ca_pem_name(struct arena *arena, const char *file_name);

/* NAME.pem and HASH.N in /etc/ssl/certs; /usr/lib/ssl/certs for libssl; the
 * configuration, where update-ca-certificates is in the image. */
int ca_links(struct fileset *files, const struct ca_list *list, struct err *err);
/* /etc/ssl/certs/java/cacerts, where something in the image is for it. */
int ca_keystore(struct fileset *files, const struct ca_list *list, struct err *err);

#endif
