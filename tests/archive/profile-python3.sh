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
	imports tls database shelves libraries names processes venv identifiers terminal
cat stdout
# bullseye has 3.9 and 211 modules in its top directory alone.
[ "$(awk '$1 == "imports" { print $2 }' stdout)" -ge 500 ] || fail "few modules"
# By both names, and it finds its own directories without a word.
for name in python python3; do
	assert_exit 0 inside root "/usr/bin/$name" -c 'import sys; print(sys.version_info[0], sys.prefix, sys.flags.utf8_mode in (0, 1))'
	assert_content '3 /usr True' stdout
	assert_content '' stderr
done
echo 'import lib2to3' | assert_exit 1 inside root /usr/bin/python3 -
assert_exit 0 inside root /usr/bin/python3 -c 'help("if")'
assert_match 'documentation is not available|pydoc_data' stdout
# Of what the profile gives up nothing is left, and it comes back when it is asked for.
gone=(nis dbm.ndbm _dbm turtle _uuid _interpreters _xxsubinterpreters _pydatetime)
libraries=(libdb-5.3.so libnsl.so.2 libtirpc.so.3 libkrb5.so.3 libmvec.so.1 libuuid.so.1 libgomp.so.1)
[ "$SUITE" != trixie ] || { gone+=(readline) && libraries+=(libreadline.so.8); }
for module in "${gone[@]}"; do
	echo "import $module" | assert_exit 1 inside root /usr/bin/python3 -
	assert_match "No module named '$module'" stderr
done
for name in "${libraries[@]}"; do
	[ -z "$(find root -name "$name")" ] || fail "$name is there"
done
build_anyway kept --profile python3 --include libgomp1 \
	--rule python-dbm=keep,python-internals=keep,python-nis=keep,python-readline=keep,python-tk=keep,python-uuid=keep,libmvec=keep
mkdir -p kept/tmp
cp root/tmp/python3.py kept/tmp/
assert_exit 0 inside kept /usr/bin/python3 /tmp/python3.py optional
[ -n "$(compgen -G "kept/usr/lib/python3.*/turtle.py")" ] || fail "no turtle.py"
for name in "${libraries[@]}"; do
	[ -n "$(find kept -name "$name")" ] || [[ "$SUITE $name" = trixie\ lib@(nsl|tirpc|krb5).so.? ]] || fail "$name is not there"
done
# What setuptools of Debian needs of the standard library is there.
build_anyway tools --profile python3 --include python3-setuptools
mkdir -p tools/tmp/own
printf 'from setuptools import setup\nsetup(name="own", version="1", py_modules=["own"])\n' >tools/tmp/own/setup.py
echo 'answer = 42' >tools/tmp/own/own.py
chmod -R a+rwX tools/tmp/own
inside_own() { inside tools /usr/bin/python3 -c "import os, runpy, sys; os.chdir('/tmp/own'); sys.argv = ['setup.py'] + sys.argv[1:]; runpy.run_path('setup.py')" "$@"; }
assert_exit 0 inside_own install --root /tmp/installed --install-layout=deb
[ -n "$(find tools/tmp/installed -name own.py)" ] || fail "own.py is not installed"
# cryptography loads OpenSSL's outdated algorithms, which other images do without.
build_anyway ciphers --profile python3 --include python3-cryptography
assert_exit 0 inside ciphers /usr/bin/python3 -c 'from cryptography.fernet import Fernet; Fernet(Fernet.generate_key()).encrypt(b"x")'
[ -z "$(find root -name legacy.so)" ] || fail "legacy.so is there"
# Modules of Debian's, which bring the package that /usr/bin/python3 belongs to.
build_anyway packaged --profile python3 --include python3-yaml
[ -e packaged/var/lib/dpkg/status.d/python3-minimal ] || fail "no python3-minimal"
assert_exit 0 inside packaged /usr/bin/python3 -c 'import yaml; print(yaml.load("[1, 2]", yaml.CSafeLoader))'
assert_content '[1, 2]' stdout
# ctypes asks libc-bin's own ldconfig, by a path and as a user who may write nowhere.
assert_exit 0 inside root /usr/bin/python3 -c 'import ctypes.util; print(ctypes.util.find_library("c"))'
assert_content libc.so.6 stdout
assert_equal 7f454c46 "$(od -An -tx1 -N4 root/usr/sbin/ldconfig | tr -d ' ')" "the first bytes of ldconfig"
assert_match '^[0-9a-f]{32}  (usr/)?sbin/ldconfig$' root/var/lib/dpkg/status.d/libc-bin.md5sums
(cd root && grep -E ' (usr/)?sbin/ldconfig$' var/lib/dpkg/status.d/libc-bin.md5sums | md5sum -c --quiet) ||
	fail "ldconfig is not the file that libc-bin ships"
assert_absent root/usr/bin/getent root/usr/bin/iconv root/usr/bin/ldd
INSIDE_ENV=()
assert_exit 0 inside root /usr/bin/python3 /tmp/python3.py names tls
# Distutils runs where the suite has it.
if [ "$SUITE" != trixie ]; then assert_exit 0 inside root /usr/bin/python3 -W ignore -c 'import distutils.dist, distutils.command.build_ext'; fi
