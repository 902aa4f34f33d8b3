#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Python imports its whole standard library, talks TLS and SQL, finds libraries and starts programs, all without a shell.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/language.sh"

PROFILE=python3
language_plan
language_rootfs python3.py
INSIDE_ENV=(LANG=C.UTF-8 SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt)
assert_exit 0 inside root /usr/bin/python3 -bb -W error::UserWarning /tmp/python3.py \
	imports tls database libraries names processes venv
cat stdout
# bullseye has 3.9 and 211 modules in its top folder alone.
[ "$(awk '$1 == "imports" { print $2 }' stdout)" -ge 500 ] || fail "few modules"
# By both names, and it finds its own folders without a word.
for name in python python3; do
	assert_exit 0 inside root "/usr/bin/$name" -c 'import sys; print(sys.version_info[0], sys.prefix, sys.flags.utf8_mode in (0, 1))'
	assert_content '3 /usr True' stdout
	assert_content '' stderr
done
echo 'import lib2to3' | assert_exit 1 inside root /usr/bin/python3 -
assert_exit 0 inside root /usr/bin/python3 -c 'help("if")'
assert_match 'documentation is not available|pydoc_data' stdout
INSIDE_ENV=()
assert_exit 0 inside root /usr/bin/python3 /tmp/python3.py names tls
# Distutils runs where the suite has it.
if [ "$SUITE" != trixie ]; then assert_exit 0 inside root /usr/bin/python3 -W ignore -c 'import distutils.dist, distutils.command.build_ext'; fi
