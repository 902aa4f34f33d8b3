#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A run that fails leaves older targets as they were, and nothing beside them, in TMPDIR or half-made.
. "$TOP/tests/lib/case.sh"

mkdir targets
assert_exit 0 slim build --include friend -o targets/tree/ -o targets/r.tar
tree_list targets >before
archive_copy archive
deb=$(echo archive/pool/comp-xz_*.deb)
printf X | dd of="$deb" bs=1 seek=$(($(stat -c %s "$deb") - 30)) conv=notrunc status=none
assert_exit 4 debslim build --mirror "$(archive_line "$PWD/archive")" --include docs-full,comp-xz \
	-o targets/tree/ -o targets/r.tar -o targets/new.tar -o targets/new/
tree_list targets >after
assert_same before after
# The clash is found later, when all is unpacked.
assert_exit 4 slim build --include clash-a,clash-b -o targets/tree/ -o targets/new/
tree_list targets >after
assert_same before after
find "$TMPDIR" -mindepth 1 ! -name 'Release*' >left
assert_equal "" "$(cat left)" "left in TMPDIR"
