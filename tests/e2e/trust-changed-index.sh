#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An index that does not match its signed release ends with 4.
. "$TOP/tests/lib/case.sh"

archive_copy archive
assert_exit 0 debslim plan --cache-dir "$PWD/untouched" --mirror "$(archive_line "$PWD/archive")" --include alt-one
cd archive/dists/bookworm/main/binary-*
sed -i 's/^Package: alt-one/Package: alt-two/' Packages
xz -1 -k -f Packages
gzip -1 -n -k -f Packages
cd "$OLDPWD"
for package in alt-one alt-two; do
	assert_exit 4 debslim plan --mirror "$(archive_line "$PWD/archive")" --include $package
	assert_says "$PWD/archive" "hash sum mismatch"
done
