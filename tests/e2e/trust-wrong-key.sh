#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A release signed by a stranger's key ends with 4.
. "$TOP/tests/lib/case.sh"

archive_copy archive
assert_exit 0 debslim plan --cache-dir "$PWD/untouched" --mirror "$(archive_line "$PWD/archive")" --include alt-one
archive_build archive bookworm stranger
assert_exit 4 debslim plan --mirror "$(archive_line "$PWD/archive")" --include alt-one
assert_says "$PWD/archive" --keyring
assert_match 'NO_PUBKEY|Missing key' stderr
http_serve archive
assert_exit 4 debslim build --mirror "$(archive_line "$HTTP_URL")" --include alt-one -o result.tar
assert_says "$HTTP_URL"
assert_match 'NO_PUBKEY|Missing key' stderr
assert_absent result.tar
