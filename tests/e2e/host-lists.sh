#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The host's own lists are read, not downloaded again, when they cover the request.
. "$TOP/tests/lib/case.sh"

http_serve "$(archive_common)"
archive_line "$HTTP_URL" >"$TEST_APT/etc/sources.list"
mkdir -p "$TEST_APT/lists/partial"
apt-get update -o Dir::Cache="$TMPDIR/apt-cache" -o APT::Sandbox::User=root >apt.log 2>&1 || { cat apt.log; fail "apt-get update"; }
requests=$(wc -l <"$HTTP_LOG")
assert_exit 0 debslim plan --json --include first-alternative
assert_equal "$requests" "$(wc -l <"$HTTP_LOG")" "number of requests"
assert_json '.packages | length == 2' stdout
