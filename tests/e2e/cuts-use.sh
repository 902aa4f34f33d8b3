#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A cut dependency comes back when the package's own files turn out to use it.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --json --include uses-adduser -o result/
assert_json '[.packages[].package] | index("adduser") != null' stdout
assert_file result/usr/sbin/adduser result/usr/bin/mkuser
assert_exit 0 slim build --json --include cut-adduser -o other/
assert_json '[.packages[].package] == ["cut-adduser"]' stdout
assert_absent other/usr/sbin/adduser
