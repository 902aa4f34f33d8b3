#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Node.js loads its modules, serves and asks by HTTP and TLS, and runs workers and programs, all without a shell.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/language.sh"

PROFILE=nodejs
language_plan
language_rootfs nodejs.js
assert_absent root/usr/bin/npm root/usr/bin/corepack
INSIDE_ENV=(SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt)
assert_exit 0 inside root /nodejs/bin/node --no-warnings /tmp/nodejs.js \
	modules http tls crypto workers processes names lexer repl globs
cat stdout
assert_content '' stderr
for name in /usr/bin/node /usr/bin/nodejs; do assert_exit 0 inside root $name --version; done
