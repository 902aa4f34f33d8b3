/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads X.509 certificates (RFC 5280) from PEM or DER with libcrypto. The host's OpenSSL
 * configuration has no influence. hash_setup() must have been called. */
#ifndef FMT_CERT_H
#define FMT_CERT_H

#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "fmt/reader.h"
#include "io/hash.h"

enum {
	CERT_LARGEST = 64 * 1024,          /* bytes of one certificate as DER */
	CERT_FILE_LARGEST = 4 * 1024 * 1024, /* bytes of a file */
	CERT_FILE_MOST = 2000,             /* certificates in a file */
};

struct cert {
	struct str der;
	uint32_t subject_hash;   /* what `openssl rehash` names links after, as "%08x" */
	struct hash_hex sha256;  /* the fingerprint: the digest of the DER; certs_read() sets it, in
	                          * a record of certs_reader it is empty */
};

struct certs {
	struct cert *at;
	size_t n, cap; /* for vec_push() and vec_release() */
};

/* The record is a struct certs_record; it takes no question. Only a file that is too large is an
 * error. */
extern const struct reader certs_reader;
struct certs_record {
	struct certs cert;
	const char *wrong; /* what is wrong with the file after these, or NULL */
};

/* Appends all certificates of a file to `out`. The file is either PEM, which has at
 * least one block CERTIFICATE (or X509 CERTIFICATE) and no block of another kind, or one
 * certificate as DER. The bytes of the certificates are copied to the arena.
 * STATUS_UNTRUSTED says which certificate is wrong and why; a file without any is also
 * an error. After an error, `out` keeps the certificates before the wrong one; of a file
 * larger than CERT_FILE_LARGEST, none. The caller releases `out` with vec_release(), also after
 * an error. */
int certs_read(struct str bytes, struct arena *arena, struct certs *out, struct err *err);

/* Whether the bytes look like a certificate as DER, not like text. */
bool cert_is_der(struct str bytes);

#endif
