#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A mirror that cannot be reached ends with 5 and leaves an older target as it was.
. "$TOP/tests/lib/case.sh"

echo old >result.tar
assert_exit 5 debslim build --mirror "$(archive_line http://127.0.0.1:1/)" --include alt-one -o result.tar
assert_says 127.0.0.1
assert_content old result.tar
