#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A signed release that was changed afterwards ends with 4.
. "$TOP/tests/lib/case.sh"

archive_copy archive
assert_exit 0 debslim plan --cache-dir "$PWD/untouched" --mirror "$(archive_line "$PWD/archive")" --include alt-one
sed -i 's/^Label: Test/Label: Tset/' archive/dists/bookworm/InRelease archive/dists/bookworm/Release
assert_exit 4 debslim plan --mirror "$(archive_line "$PWD/archive")" --include alt-one
assert_says "$PWD/archive"
assert_match 'BADSIG|manipulated' stderr
http_serve archive
assert_exit 4 debslim build --mirror "$(archive_line "$HTTP_URL")" --include alt-one -o result.tar
assert_says "$HTTP_URL"
assert_match 'BADSIG|manipulated' stderr
assert_absent result.tar
