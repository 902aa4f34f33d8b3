/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A trust store for Java: PKCS #12 (RFC 7292) with certificates alone, not
 * encrypted and without a MAC, by libcrypto. This is the form of OpenJDK's own
 * cacerts since 18: every JDK from 8u301 and 11.0.12 on opens it with any
 * password or none (JDK-8076190), under whichever type a program asks for. */
#ifndef FMT_PKCS12_H
#define FMT_PKCS12_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct trusted {
	const char *alias; /* UTF-8; Java compares it in lower case */
	struct str der;    /* a certificate that certs_read() took */
};

/* Appends the store to `out`, entries in the order given. No clock and no random
 * number has a part in it. */
int pkcs12_trust_store(const struct trusted *entry, size_t n, struct buf *out, struct err *err);

#endif
