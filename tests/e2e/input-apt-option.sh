#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --apt-option sets what apt's configuration would, and a malformed one ends with 2.
. "$TOP/tests/lib/case.sh"

mkdir lists
assert_exit 0 slim plan --apt-option Acquire::Languages=none --include alt-one
assert_exit 5 debslim plan --mirror "$(archive_line http://127.0.0.1:9/)" \
	--apt-option Acquire::http::Proxy=http://127.0.0.1:1/ --include alt-one
assert_exit 2 slim plan --apt-option nonsense --include alt-one
assert_says nonsense
# Through a proxy that is the archive's own server.
http_serve "$(archive_common)"
assert_exit 5 debslim plan --mirror "$(archive_line "$HTTP_URL")" \
	--apt-option Acquire::http::Proxy=http://127.0.0.1:1/ --include alt-one
assert_equal "" "$(cat "$HTTP_LOG")" "requests past the proxy"
