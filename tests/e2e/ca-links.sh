#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The links NAME.pem and HASH.N are those of `openssl rehash`, with a number for each certificate of one subject.
. "$TOP/tests/lib/case.sh"
need openssl

printf 'Profile: linked\nInherit: static\nDescription: x\nSize-Rules: ca=both\n' >linked.profile
assert_exit 0 slim build --profile ./linked.profile --include 'ca-same, ca-local, ca-tool' -o tree/
etc=tree/etc/ssl/certs
python3 "$TESTS/lib/links.py" tree
assert_link '/usr/share/ca-certificates/same/Same (2), b.crt' $etc/Same_=2=__b.pem
assert_link /usr/share/ca-certificates/same/Főtanúsítvány.crt $etc/Főtanúsítvány.pem
assert_link /usr/local/share/ca-certificates/Linked.crt $etc/Linked.pem
assert_link /usr/local/share/ca-certificates/deep/Utf8.crt $etc/Utf8.pem
# By name: Copy, Linked and Same_1 are one certificate, Same (2) is another of that subject.
assert_link Copy.pem $etc/62df5143.0
assert_link Same_=2=__b.pem $etc/62df5143.1
assert_absent $etc/62df5143.2
assert_link Főtanúsítvány.pem $etc/e3789ec4.0
assert_absent $etc/other.pem $etc/e3789ec4.1
assert_link /etc/ssl/certs tree/usr/lib/ssl/certs
sed '/^#/d' tree/etc/ca-certificates.conf >conf
printf '%s\n' mozilla/Test_Root_{A,B,C}.crt 'same/Copy.crt' 'same/Főtanúsítvány.crt' 'same/Same (2), b.crt' same/Same_1.crt |
	LC_ALL=C sort >want
assert_same want conf
# Local ones stand last in the bundle, by path.
cat "$TESTS"/data/certs/{Same_1,Utf8}.crt >want
tail -c "$(stat -c %s want)" $etc/ca-certificates.crt >last
assert_same want last

# Without the bundle, and so without what leads to it.
sed -i 's/ca=both/ca=hashed/' linked.profile
assert_exit 0 slim build --profile ./linked.profile -o hashed/
assert_absent hashed/etc/ssl/certs/ca-certificates.crt hashed/usr/lib/ssl/cert.pem
assert_link Test_Root_A.pem hashed/etc/ssl/certs/c8a51959.0
assert_link /etc/ssl/certs hashed/usr/lib/ssl/certs
python3 "$TESTS/lib/links.py" hashed

# The same names as openssl rehash; which of several is .0 depends on its directory's order.
mkdir again
for f in $etc/*.pem; do
	file=$(readlink "$f")
	[ "${file##*/}" = Linked.crt ] && file=/opt/Same.pem
	cp "tree$file" "again/${f##*/}"
done
openssl rehash again
(cd again && find . -type l | LC_ALL=C sort) >want
(cd $etc && find . -name '*.[0-9]' | LC_ALL=C sort) >got
assert_same want got
