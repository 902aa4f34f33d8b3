#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A Provides stands in for a real package only where asked to or where nothing else gives a solution.
. "$TOP/tests/lib/case.sh"

assert_equal "libreal wants-libreal" "$(planned wants-libreal)"
assert_exit 0 slim plan --json --include wants-libreal --providers any
assert_json '[.packages[].package] == ["libfake", "wants-libreal"]' stdout
assert_json '.substitutions[0].stand_in' stdout
assert_exit 0 slim plan --json --include wants-libreal --avoid libreal
assert_json '[.packages[].package] == ["libfake", "wants-libreal"] and .substitutions[0].stand_in' stdout
assert_exit 2 slim plan --include wants-libreal --providers some
