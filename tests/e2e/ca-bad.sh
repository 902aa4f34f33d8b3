#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A file of a package that is no certificate is named and left out of bundle and keystore; --strict makes it an error.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include 'ca-bad, jre' -o tree/
bad=/usr/share/ca-certificates/bad
assert_says "$bad/Binary.crt: DER, not PEM: left out" "$bad/Broken.crt: certificate 1: not an X.509 certificate" \
	"$bad/Empty.crt: no certificate in it: left out" "$bad/Key.crt: certificate 1: line 1: PRIVATE KEY, not a certificate"
assert_equal 4 "$(grep -c '^debslim: warning' stderr)" "warnings"
assert_same "$TESTS/data/certs/Utf8.crt" tree/etc/ssl/certs/ca-certificates.crt
openssl pkcs12 -in tree/etc/ssl/certs/java/cacerts -nokeys -nomacver -passin pass: >store
assert_equal 1 "$(grep -c '^-----BEGIN' store)" "certificates in the keystore"

assert_exit 4 slim build --strict --include 'ca-bad, jre' -o strict/
assert_says "$bad/Binary.crt: DER, not PEM"
assert_absent strict
