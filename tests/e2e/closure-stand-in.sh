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
# The real package beside one that could stand in for it: apt is content with that one.
assert_exit 0 slim plan --json --include libfake,wants-libreal --compare apt
assert_json '.substitutions == [{"package": "wants-libreal", "relation": "libreal", "chosen": "libreal", "instead_of": "libfake", "stand_in": false}]' stdout
assert_json '.apt.only_here == ["libreal"]' stdout
