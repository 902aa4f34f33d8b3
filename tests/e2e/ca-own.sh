#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --ca takes PEM with one certificate or several and DER, puts each into bundle, links, keystore and /usr/local.
. "$TOP/tests/lib/case.sh"

certs=$TESTS/data/certs
cp "$certs/Utf8.crt" 'my own, CA.pem'
cat "$certs/Same_1.crt" "$certs/Same_2.crt" >two.pem
openssl x509 -in "$certs/Test_Root_A.crt" -outform DER -out binary.CER
printf 'Profile: linked\nInherit: static\nDescription: x\nSize-Rules: ca=both\n' >linked.profile
assert_exit 0 slim build --profile ./linked.profile --include jre \
	--ca 'my own, CA.pem' --ca two.pem --ca binary.CER --ca "$certs/Test_Root_B.crt" -o tree/
# Of ca-certificates are A, B and C.
assert_says 'binary.CER: is in the image already, as /usr/share/ca-certificates/mozilla/Test_Root_A.crt'
assert_says 'Test_Root_B.crt: is in the image already'
local=tree/usr/local/share/ca-certificates
assert_equal "my own, CA.crt two_1.crt two_2.crt" "$(LC_ALL=C ls $local | paste -s -d ' ')" "own files"
assert_same "$certs/Utf8.crt" "$local/my own, CA.crt"
assert_same "$certs/Same_2.crt" $local/two_2.crt
{
	cat "$certs/Test_Root_A.crt" && echo
	cat "$certs"/Test_Root_[BC].crt "$certs/Utf8.crt" "$certs"/Same_[12].crt
} >want
etc=tree/etc/ssl/certs
assert_same want $etc/ca-certificates.crt
assert_link '/usr/local/share/ca-certificates/my own, CA.crt' $etc/my_own__CA.pem
assert_link my_own__CA.pem $etc/e3789ec4.0
assert_link two_1.pem $etc/62df5143.0
assert_link two_2.pem $etc/62df5143.1
openssl pkcs12 -in $etc/java/cacerts -nokeys -nomacver -passin pass: >store 2>err || { cat err; fail "openssl cannot read the keystore"; }
for alias in 'my_own__ca.pem' two_1.pem two_2.pem test_root_a.pem; do
	assert_match "friendlyName: debian:$alias\$" store
done
assert_equal 6 "$(grep -c '^-----BEGIN' store)" "certificates in the keystore"
python3 "$TESTS/lib/links.py" tree

# Without ca-certificates, one's own alone; the same certificate twice is one.
assert_exit 0 slim build --include alt-one --ca two.pem --ca "$certs/Same_1.crt" -o alone/
assert_says 'Same_1.crt: the same as two.pem: certificate 1'
assert_equal 2 "$(grep -c '^-----BEGIN' alone/etc/ssl/certs/ca-certificates.crt)" "certificates"
assert_link /etc/ssl/certs/ca-certificates.crt alone/usr/lib/ssl/cert.pem
