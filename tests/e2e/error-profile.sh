#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An unknown profile or tag ends with 2, says what was probably meant and leaves an older target as it was.
. "$TOP/tests/lib/case.sh"

echo old >result.tar
assert_exit 2 slim build --profile bsae -o result.tar
assert_says bsae 'did you mean' base
assert_content old result.tar
assert_exit 2 slim build --profile scratch:nonrot -o result.tar
assert_says nonrot 'did you mean' nonroot
assert_exit 2 slim build --profile ./missing.profile -o result.tar
assert_says missing.profile
assert_content old result.tar
