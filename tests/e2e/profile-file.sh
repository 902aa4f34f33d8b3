#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A profile of one's own is a file given by its path, and a mistake in it is shown with line and column.
. "$TOP/tests/lib/case.sh"

cat >mine.profile <<'END'
# Mine.
Profile: mine
Inherit: scratch
Description: one of my own
Packages: friend, alt-one | alt-two
END
assert_exit 0 slim plan --json --profile ./mine.profile
assert_json '[.packages[].package] | sort == ["alt-one", "friend"]' stdout
printf 'Profile: mine\nInherit: scratch\nDescription: x\nPakages: friend\n' >bad.profile
assert_exit 2 slim plan --profile ./bad.profile
assert_says bad.profile:4 Pakages 'did you mean' Packages
printf 'Profile: mine\nDescription: x\nthis is no field\n' >bad.profile
assert_exit 2 slim plan --profile ./bad.profile
assert_says bad.profile:3
printf 'Profile: mine\nDescription: x\nDescription: y\n' >bad.profile
assert_exit 2 slim plan --profile ./bad.profile
assert_says bad.profile:3
