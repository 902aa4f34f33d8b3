#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# No time in a result is later than SOURCE_DATE_EPOCH, and without it none is later than the newest package.
. "$TOP/tests/lib/case.sh"

newest() { python3 -c 'import sys, tarfile; print(max(int(m.mtime) for m in tarfile.open(sys.argv[1])))' "$1"; }
SOURCE_DATE_EPOCH=1000000000 slim build --profile scratch --include docs-full -o a.tar
assert_equal 1000000000 "$(newest a.tar)" "newest time"
SOURCE_DATE_EPOCH=1000000000 slim build --profile scratch --include docs-full -o b.tar
assert_same a.tar b.tar
slim build --profile scratch --include docs-full -o c.tar
# The packages' files are of 1700000000; the release is of now.
assert_equal 1700000000 "$(newest c.tar)" "newest time"
sleep 1.1
slim build --profile scratch --include docs-full -o d.tar
assert_same c.tar d.tar
assert_exit 2 env SOURCE_DATE_EPOCH=yesterday "$DEBSLIM" build --mirror "$(archive_line)" --include docs-full -o e.tar
assert_says SOURCE_DATE_EPOCH
