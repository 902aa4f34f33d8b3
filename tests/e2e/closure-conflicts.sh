#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Conflicts and Breaks are respected, by choosing another alternative where there is one and by status 3 where not.
. "$TOP/tests/lib/case.sh"

assert_equal "enemy-b enemy-or-friend friend" "$(planned 'enemy-b, enemy-or-friend')"
assert_equal "breaks-old-b enemy-b" "$(planned 'enemy-b, breaks-old-b')"
assert_exit 3 slim plan --include enemy-a,enemy-b
assert_says enemy-a enemy-b
assert_exit 3 slim plan --include enemy-b,breaks-b
assert_says enemy-b breaks-b
