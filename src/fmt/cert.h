/* SPDX-License-Identifier: GPL-2.0-or-later */
/* X.509 certificates (RFC 5280), by libcrypto: read from PEM or DER, with what
 * they are known by. Nothing of the host's OpenSSL configuration is used. */
#ifndef FMT_CERT_H
#define FMT_CERT_H

#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "io/hash.h"

enum {
	CERT_LARGEST = 64 * 1024,          /* bytes of one, as DER */
	CERT_FILE_LARGEST = 4 * 1024 * 1024, /* bytes of a file of them */
	CERT_FILE_MOST = 2000,             /* certificates in a file */
};

struct cert {
	struct str der;
	uint32_t subject_hash;   /* what `openssl rehash` names links by: "%08x" */
	struct hash_hex sha256;  /* of the DER: the fingerprint */
};

struct certs {
	struct cert *at;
	size_t n, cap; /* for vec_push() and vec_release() */
};

/* Reads all certificates of a file: PEM, with one block CERTIFICATE (or X509
 * CERTIFICATE) or more and no block of another kind, or one DER. Bytes land in
 * the arena. STATUS_UNTRUSTED says which certificate and why; a file with none
 * is an error, too. On error what was read before stays in `out`. */
int certs_read(struct str bytes, struct arena *arena, struct certs *out, struct err *err);

/* Whether the bytes are DER, not text. */
bool cert_is_der(struct str bytes);

#endif
