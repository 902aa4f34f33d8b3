#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An error of writing to standard output ends with 2.
. "$TOP/tests/lib/case.sh"

rc=0
slim build --include big -o - >/dev/full 2>stderr || rc=$?
assert_equal 2 $rc "exit status"
assert_says 'space'
rc=0
slim plan --include friend >/dev/full 2>stderr || rc=$?
assert_equal 2 $rc "exit status of plan"
