#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A user without rights builds directories and tars, with the same bytes as any other.
. "$TOP/tests/lib/case.sh"

line=$(archive_line)
include=docs-full,modes,names
assert_exit 0 as_nobody nobody/build/debslim build --mirror "$line" --profile scratch --include $include -o own/tree/ -o own/r.tar
assert_file own/tree/usr/bin/docs-full own/tree/etc/passwd
assert_mode 4755 own/tree/usr/bin/modes-setuid
assert_exit 0 slim build --profile scratch --include $include -o r.tar
assert_same r.tar own/r.tar
# And once more over the old one, whose private directories are the user's own.
assert_exit 0 as_nobody nobody/build/debslim build --mirror "$line" --include friend -o own/tree/
assert_absent own/tree/usr/bin/docs-full
