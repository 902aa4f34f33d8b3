#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --sources takes a one-line .list and a deb822 .sources file instead of the host's sources.
. "$TOP/tests/lib/case.sh"

echo "deb http://127.0.0.1:1/ never main" >"$TEST_APT/etc/sources.list"
archive_line >one.list
cat >two.sources <<END
Types: deb
URIs: file:$(archive_common)
Suites: bookworm
Components: main
Signed-By: $(archive_key)
END
for file in one.list two.sources; do
	assert_exit 0 debslim plan --json --sources $file --include first-alternative
	assert_json '.packages | length == 2' stdout
	assert_no_match '127\.0\.0\.1' stderr
done
