#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# PHP loads every extension that comes with it, checks certificates and starts programs, all without a shell.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/language.sh"

PROFILE=php
language_plan
language_rootfs php.php
tls_serve
INSIDE_ENV=(SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt "TLS_PORT=$TLS_PORT")
assert_exit 0 inside root /usr/bin/php -d display_errors=stderr -d ffi.enable=1 -d date.timezone=UTC /tmp/php.php
cat stdout
assert_content '' stderr
assert_match '^rest fine$' stdout
