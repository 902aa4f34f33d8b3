#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Packages that are in the cache are not downloaded again.
. "$TOP/tests/lib/case.sh"

http_serve "$(archive_common)"
line=$(archive_line "$HTTP_URL")
assert_exit 0 debslim build --mirror "$line" --include comp-xz,comp-gzip -o first.tar
assert_exit 0 debslim build --mirror "$line" --include comp-xz,comp-gzip -o second.tar
assert_equal 2 "$(grep -c 'GET /pool/.*\.deb' "$HTTP_LOG")" "downloads of .debs"
