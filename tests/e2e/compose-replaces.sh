#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A package may take over the files of one it Replaces, whatever order they come in.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include clash-a,clash-replaces -o tree/
assert_content "from replaces" tree/usr/share/clash/common
assert_file tree/usr/share/clash/a
assert_exit 0 slim build --profile scratch --include clash-replaces,clash-a -o tree/
assert_content "from replaces" tree/usr/share/clash/common
assert_no_match 'usr/share/clash/common' tree/var/lib/dpkg/status.d/clash-a.md5sums
assert_match 'usr/share/clash/common' tree/var/lib/dpkg/status.d/clash-replaces.md5sums
