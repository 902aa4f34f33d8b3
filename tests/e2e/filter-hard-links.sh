#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A body stays as long as one of its names does, whichever came first in the package.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include hard-dropped-first,hard-kept-first,hard-sorted -o tree/ -o r.tar
for f in hard-dropped-first/tool hard-dropped-first/tool2; do
	assert_content "body one" tree/usr/share/$f
	assert_mode 755 tree/usr/share/$f
done
assert_absent tree/usr/share/doc/hard-dropped-first/tool tree/usr/share/doc/hard-kept-first/tool
assert_content "body two" tree/usr/share/hard-kept-first/zlink
assert_content "body three" tree/usr/share/hard-sorted/a
[ tree/usr/share/hard-sorted/a -ef tree/usr/share/hard-sorted/z ] || fail "two files instead of one"
mkdir unpacked
tar -xf r.tar -C unpacked
tree_list unpacked | grep hard- >got
tree_list tree | grep hard- >want
assert_same want got
