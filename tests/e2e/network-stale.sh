#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Lists that name files which are gone lead to one update and a result, not to an error.
. "$TOP/tests/lib/case.sh"

archive_copy archive
http_serve archive
line=$(archive_line "$HTTP_URL")
assert_exit 0 debslim build --json --mirror "$line" --include friend -o first.tar
rm archive/pool/alt-two_*
mkdebs archive/pool <<'END'
Package: alt-two
Version: 1.5-1
END
archive_build archive bookworm
before=$(grep -c 'GET .*/InRelease' "$HTTP_LOG")
assert_exit 0 debslim build --json --mirror "$line" --include alt-two -o result.tar
assert_equal $((before + 1)) "$(grep -c 'GET .*/InRelease' "$HTTP_LOG")" "updates"
assert_json '.packages[0] | .package == "alt-two" and .version == "1.5-1"' stdout
assert_file result.tar
