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
	imports tls database shelves libraries names processes venv
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
# Of what the profile gives up nothing is left, and it comes back when it is asked for.
for module in nis dbm.ndbm _dbm turtle; do
	echo "import $module" | assert_exit 1 inside root /usr/bin/python3 -
	assert_match "No module named '$module'" stderr
done
for name in libdb-5.3.so libnsl.so.2 libtirpc.so.3 libkrb5.so.3 libmvec.so.1; do
	[ -z "$(find root -name "$name")" ] || fail "$name is there"
done
build_anyway kept --profile python3 --rule python-dbm=keep,python-nis=keep,python-tk=keep,libmvec=keep
mkdir -p kept/tmp
cp root/tmp/python3.py kept/tmp/
assert_exit 0 inside kept /usr/bin/python3 /tmp/python3.py optional
[ -n "$(compgen -G "kept/usr/lib/python3.*/turtle.py")" ] || fail "no turtle.py"
INSIDE_ENV=()
assert_exit 0 inside root /usr/bin/python3 /tmp/python3.py names tls
# Distutils runs where the suite has it.
if [ "$SUITE" != trixie ]; then assert_exit 0 inside root /usr/bin/python3 -W ignore -c 'import distutils.dist, distutils.command.build_ext'; fi
