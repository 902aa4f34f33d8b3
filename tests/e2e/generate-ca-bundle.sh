#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The CA bundle holds every certificate once, sorted, each ended by a newline, and OpenSSL finds it.
. "$TOP/tests/lib/case.sh"

debslim build --mirror "$(archive_line)" --arch "$ARCH" --profile static -o tree/
bundle=tree/etc/ssl/certs/ca-certificates.crt
for c in A B C; do
	cat "$TESTS/data/certs/Test_Root_$c.crt"
	[ $c != A ] || echo
done >want
assert_same want $bundle
assert_equal 3 "$(openssl crl2pkcs7 -nocrl -certfile $bundle | openssl pkcs7 -print_certs -noout | grep -c ^subject)" "certificates"
[ -L tree/usr/lib/ssl/cert.pem ] || fail "no /usr/lib/ssl/cert.pem"
python3 "$TESTS/lib/links.py" tree
