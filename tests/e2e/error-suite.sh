#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A suite the archive does not have ends with 2 and is named, over file: and over http:.
. "$TOP/tests/lib/case.sh"

archive=$(archive_common)
assert_exit 2 debslim plan --mirror "$(archive_line "$archive" nosuchsuite)" --include alt-one
assert_says nosuchsuite
http_serve "$archive"
assert_exit 2 debslim plan --mirror "$(archive_line "$HTTP_URL" nosuchsuite)" --include alt-one
assert_says nosuchsuite
assert_exit 2 debslim plan --mirror "$HTTP_URL" --keyring "$(archive_key)" --suite nosuchsuite --include alt-one
assert_says nosuchsuite
