#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An output whose format is unknown ends with 2 before anything is fetched.
. "$TOP/tests/lib/case.sh"

http_serve "$(archive_common)"
for target in result.tar.bz2 result.zip result.tar.gzz zip:result; do
	assert_exit 2 debslim build --mirror "$(archive_line "$HTTP_URL")" --include alt-one -o "$target"
	assert_says "$target"
	assert_absent "$target"
done
assert_equal "" "$(cat "$HTTP_LOG")" "requests"
