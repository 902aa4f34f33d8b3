#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A target that cannot be written ends with 2 and is named.
. "$TOP/tests/lib/case.sh"

echo file >file
mkdir -m 755 closed
line=$(archive_line)
for target in file/r.tar file/tree/ missing/r.tar missing/deeper/tree/; do
	assert_exit 2 slim build --include friend -o "$target"
	assert_says "${target%/}"
done
chmod 555 closed
for target in closed/r.tar closed/tree/; do
	assert_exit 2 as_nobody nobody/build/debslim build --mirror "$line" --include friend -o "$target"
	assert_says closed
done
assert_content file file
assert_equal "" "$(ls -A closed)" "the closed directory"
