#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Perl loads every module that comes with it, checks certificates and starts programs, all without a shell.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/language.sh"

PROFILE=perl
language_plan
language_rootfs perl.pl
tls_serve
INSIDE_ENV=(SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt "TLS_PORT=$TLS_PORT")
assert_exit 0 inside root /usr/bin/perl /tmp/perl.pl names processes database tls modules
cat stdout
assert_content '' stderr
[ "$(awk '$1 == "modules" { print $2 }' stdout)" -ge 600 ] || fail "few modules"
assert_exit 0 inside root /usr/bin/perl -Mdiagnostics -e 'my $x; print "a" . $x'
assert_match '\(W uninitialized\)' stderr
