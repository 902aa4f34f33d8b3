#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An /etc/ca-certificates.conf in the image deselects and orders certificates; what it does not know is trusted, too.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --profile static --include ca-configured -o tree/
assert_says 'etc/ca-certificates.conf lists mozilla/Gone.crt, which is not there'
{ cat "$TESTS/data/certs/Test_Root_C.crt" "$TESTS/data/certs/Test_Root_A.crt" && echo; } >want
assert_same want tree/etc/ssl/certs/ca-certificates.crt
