/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes a trust store for Java: PKCS #12 (RFC 7292) with only certificates, not
 * encrypted and without a MAC, by libcrypto. OpenJDK's own cacerts has this form since
 * 18. Every JDK from 8u301 and 11.0.12 on opens it with any password or none
 * (JDK-8076190), whichever store type a program requests. */
#ifndef FMT_PKCS12_H
#define FMT_PKCS12_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct trusted {
	const char *alias; /* UTF-8; Java compares it in lower case */
	struct str der;    /* a certificate that certs_read() accepted */
};

/* Appends the store to `out`, with the entries in the given order. The bytes depend on
 * the entries alone; no time or random number is in them. STATUS_FATAL if libcrypto fails; then
 * `out` is unchanged. */
int pkcs12_trust_store(const struct trusted *entry, size_t n, struct buf *out, struct err *err);

#endif
