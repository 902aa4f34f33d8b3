/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/generate: certificate authorities, as update-ca-certificates(8) and
 * the postinst scripts of ca-certificates and ca-certificates-java leave them after a
 * fresh installation that trusts all of them. */
#ifndef STAGE_GENERATE_CA_H
#define STAGE_GENERATE_CA_H

#include "stage/generate/parts.h"

/* A file of certificates in the image; nearly always it has one. */
struct ca_file {
	const char *path; /* "usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt" */
	const char *pem;  /* its name in /etc/ssl/certs: "ISRG_Root_X1.pem" */
	struct str body;  /* PEM: a view of the image, or in the arena of the list */
	struct certs cert; /* the caller's certificates are not copied */
};

/* Initialise it with zeros. Files in the order of the bundle: those of packages in the order of
 * /etc/ca-certificates.conf, then local ones by path. */
struct ca_list {
	struct arena arena;
	VEC(struct ca_file) file;
	size_t packaged; /* number of leading files from /usr/share/ca-certificates */
};

/* Collects the files of the image in `out`, which must be empty. A file that cannot be parsed is
 * left out with a warning, or is STATUS_UNTRUSTED if `strict`. The caller releases `out`, also
 * after an error. */
int ca_collect(const struct fileset *files, bool strict, struct ca_list *out, struct err *err);
/* Adds the user's certificates to the list of ca_collect() and to the image. One that is there
 * already is left out with a note. STATUS_FATAL if another certificate has its name. input->given
 * must outlive the list. */
int ca_place(const struct ca_input *input, struct fileset *files, struct ca_list *list,
	     struct err *err);
void ca_list_release(struct ca_list *list);

/* The name that update-ca-certificates gives a link: "a (b), c.crt" → "a_=b=__c.pem". In
 * the arena. */
char *ca_pem_name(struct arena *arena, const char *file_name);

/* Makes NAME.pem and HASH.N in /etc/ssl/certs, /usr/lib/ssl/certs for libssl, and, if
 * update-ca-certificates is in the image, its configuration. Call it before the bundle is made. */
int ca_links(struct fileset *files, const struct ca_list *list, struct err *err);
/* Makes /etc/ssl/certs/java/cacerts if something in the image uses it, the file is not there, and
 * the list is not empty. */
int ca_keystore(struct fileset *files, const struct ca_list *list, struct err *err);

#endif
