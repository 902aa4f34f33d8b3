#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A TLS client trusts Debian's certificates by default, takes a server that its CA vouches for and refuses others.
#each: SUITE bullseye bookworm trixie
#each: PROFILE base cc
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/compile.sh"

need openssl
own_rootfs "$PROFILE" root
compile_c tls.c root/tmp/tls -lssl -lcrypto
# By the default path, and by the variable that images set.
for env in NONE=1 SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt; do
	INSIDE_ENV=("$env")
	count=$(inside root /tmp/tls count)
	[ "$count" -ge 100 ] || fail "only $count certificates with $env"
done
INSIDE_ENV=()

# Two authorities and a server of the first.
for ca in right wrong; do
	openssl req -x509 -newkey rsa:2048 -nodes -keyout $ca.key -out $ca.pem -days 2 -subj "/CN=$ca test CA" 2>/dev/null
done
openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj "/CN=localhost" 2>/dev/null
printf 'subjectAltName=DNS:localhost\n' >names
openssl x509 -req -in server.csr -CA right.pem -CAkey right.key -CAcreateserial -days 2 -extfile names -out server.pem 2>/dev/null
cp right.pem wrong.pem root/tmp/
chmod a+r root/tmp/*.pem
timeout 200 openssl s_server -accept 127.0.0.1:0 -cert server.pem -key server.key -www -naccept 3 >server.log 2>&1 </dev/null &
ON_EXIT+=("kill $! 2>/dev/null")
n=0
until grep -q '^ACCEPT ' server.log; do
	n=$((n + 1))
	[ $n -lt 200 ] || { cat server.log; fail "the server does not start"; }
	sleep 0.05
done
port=$(sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' server.log | head -n 1)
assert_exit 0 inside root /tmp/tls connect "$port" /tmp/right.pem
assert_match '^verified TLSv1\.[23] ' stdout
assert_exit 3 inside root /tmp/tls connect "$port" /tmp/wrong.pem
assert_exit 3 inside root /tmp/tls connect "$port"
assert_says refused
