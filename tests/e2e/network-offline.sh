#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --offline touches no network: 5 with nothing cached, the same result with everything cached.
. "$TOP/tests/lib/case.sh"

http_serve "$(archive_common)"
line=$(archive_line "$HTTP_URL")
assert_exit 5 debslim build --offline --mirror "$line" --include comp-xz -o result.tar
assert_equal "" "$(cat "$HTTP_LOG")" "requests"
assert_exit 0 debslim build --mirror "$line" --include comp-xz -o online.tar
requests=$(wc -l <"$HTTP_LOG")
assert_exit 0 debslim build --offline --mirror "$line" --include comp-xz -o offline.tar
assert_equal "$requests" "$(wc -l <"$HTTP_LOG")" "number of requests"
assert_same online.tar offline.tar
assert_exit 5 debslim build --offline --mirror "$line" --include comp-gzip -o other.tar
assert_says comp-gzip
