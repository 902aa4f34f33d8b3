#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A .deb that ends early ends with 4 and is named, from an archive and as a file.
. "$TOP/tests/lib/case.sh"

archive_copy archive
deb=$(echo archive/pool/comp-xz_*.deb)
truncate -s -100 "$deb"
assert_exit 4 debslim build --mirror "$(archive_line "$PWD/archive")" --include comp-xz -o result.tar
assert_says comp-xz
assert_absent result.tar
mkdir debs
cp "$deb" debs/
assert_exit 4 slim build --debs debs --include comp-xz -o result.tar
assert_says comp-xz
assert_absent result.tar
