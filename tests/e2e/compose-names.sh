#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Names with spaces, quotes, backslashes and letters of any script, long names and long links come through.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include names -o tree/ -o r.tar
[ "$(find tree/usr/share/names -type f | wc -l)" -eq 8 ] || { find tree/usr/share/names; fail "files are missing"; }
assert_content "/usr/share/names/grüße.txt" tree/usr/share/names/grüße.txt
assert_content "/usr/share/names/with space" "tree/usr/share/names/with space"
assert_content '/usr/share/names/with\backslash' 'tree/usr/share/names/with\backslash'
assert_file tree/usr/share/names/longlink
mkdir unpacked
tar -xf r.tar -C unpacked
tree_list unpacked/usr >got
tree_list tree/usr >want
assert_same want got
