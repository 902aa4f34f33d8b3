#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A file of --ca that is not certificates, or whose name is taken, is an error with file, certificate and reason; nothing is written.
. "$TOP/tests/lib/case.sh"

certs=$TESTS/data/certs
refused() { # WORDS OPTIONS...
	local words=$1
	shift
	assert_exit 2 slim build --profile static "$@" -o tree/
	assert_says "$words"
	assert_absent tree
}
refused '--ca: missing.pem: No such file' --ca missing.pem
refused "--ca: $PWD: not a regular file" --ca "$PWD"
echo hello >text.pem
refused '--ca text.pem: no certificate in it' --ca text.pem
{ cat "$certs/Utf8.crt" && printf -- '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n'; } >second.pem
refused '--ca second.pem: certificate 2: not an X.509 certificate' --ca second.pem
head -n 5 "$certs/Utf8.crt" >cut.pem
refused '--ca cut.pem: certificate 1: line 1: the block has no end' --ca cut.pem
{ cat "$certs/Utf8.crt" && printf -- '-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n'; } >key.pem
refused '--ca key.pem: certificate 2: line 13: PRIVATE KEY, not a certificate' --ca key.pem
head -c 100 "$certs/Test_Root_A.der" >short.der
refused '--ca short.der: certificate 1: not an X.509 certificate' --ca short.der

mkdir a b
cp "$certs/Utf8.crt" a/own.crt
cp "$certs/Same_1.crt" b/OWN.pem
refused '--ca b/OWN.pem: a/own.crt, another certificate, has the name OWN.crt, too' --ca a/own.crt --ca b/OWN.pem
cp "$certs/Utf8.crt" Test_Root_C.pem
refused '/usr/share/ca-certificates/mozilla/Test_Root_C.crt, another certificate, has that name' --ca Test_Root_C.pem
printf -v newline 'a\nb.pem'
cp "$certs/Utf8.crt" "$newline"
refused 'no name for a file in the image' --ca "$newline"
refused '--raw generates nothing' --raw --ca a/own.crt
