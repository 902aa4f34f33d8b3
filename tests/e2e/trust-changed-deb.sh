#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A .deb whose bytes differ from the index ends with 4, is named, and leaves an older target as it was.
. "$TOP/tests/lib/case.sh"

archive_copy archive
deb=$(echo archive/pool/alt-one_*.deb)
printf X | dd of="$deb" bs=1 seek=$(($(stat -c %s "$deb") - 30)) conv=notrunc status=none
echo old >result.tar
mkdir beside
for where in "$PWD/archive" http; do
	if [ $where = http ]; then http_serve archive; where=$HTTP_URL; fi
	assert_exit 4 debslim build --mirror "$(archive_line "$where")" --include alt-one -o result.tar -o beside/tree/
	assert_says alt-one
	assert_content old result.tar
	assert_equal "" "$(ls -A beside)" "directory of the target"
done
