#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A release without a signature ends with 4.
. "$TOP/tests/lib/case.sh"

archive_copy archive
assert_exit 0 debslim plan --cache-dir "$PWD/untouched" --mirror "$(archive_line "$PWD/archive")" --include alt-one
archive_build archive bookworm none
assert_exit 4 debslim plan --mirror "$(archive_line "$PWD/archive")" --include alt-one
assert_says "$PWD/archive" "not signed"
http_serve archive
assert_exit 4 debslim plan --mirror "$(archive_line "$HTTP_URL")" --include alt-one
assert_says "$HTTP_URL" "not signed"
