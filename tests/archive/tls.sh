#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A TLS client trusts Debian's certificates by default, takes a server that its CA vouches for and refuses others.
#each: SUITE bullseye bookworm trixie
#each: PROFILE base cc
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/tls.sh"
. "$TESTS/lib/compile.sh"

own_rootfs "$PROFILE" root
compile_c tls.c root/tmp/tls -lssl -lcrypto
# By the default path, and by the variable that images set.
for env in NONE=1 SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt; do
	INSIDE_ENV=("$env")
	count=$(inside root /tmp/tls count)
	[ "$count" -ge 100 ] || fail "only $count certificates with $env"
done
INSIDE_ENV=()

tls_authorities
cp right.pem wrong.pem root/tmp/
tls_serve
assert_exit 0 inside root /tmp/tls connect "$TLS_PORT" /tmp/right.pem
assert_match '^verified TLSv1\.[23] ' stdout
assert_exit 3 inside root /tmp/tls connect "$TLS_PORT" /tmp/wrong.pem
assert_exit 3 inside root /tmp/tls connect "$TLS_PORT"
assert_says refused
