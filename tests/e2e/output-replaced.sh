#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An older file and an older directory of debslim's are replaced as a whole, an empty directory is filled.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include docs-full -o tree/ -o r.tar
assert_exit 0 slim build --include friend -o tree/ -o r.tar
assert_absent tree/usr/bin/docs-full
assert_exit 0 slim build --include friend -o fresh/ -o fresh.tar
assert_same fresh.tar r.tar
tree_list tree >got
tree_list fresh >want
assert_same want got
mkdir empty
assert_exit 0 slim build --include friend -o empty/
tree_list empty >got
assert_same want got
