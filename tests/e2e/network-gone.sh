#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A file that is gone for good is an error of the archive, status 5, after one update.
. "$TOP/tests/lib/case.sh"

archive_copy archive
rm archive/pool/alt-two_*
http_serve archive
assert_exit 5 debslim build --mirror "$(archive_line "$HTTP_URL")" --include alt-two -o result.tar
assert_says alt-two
assert_absent result.tar
