#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The smallest closure as a whole is chosen, proven, and every choice that apt would make otherwise is listed.
. "$TOP/tests/lib/case.sh"

assert_equal "choice-small wants-big-or-small" "$(planned wants-big-or-small)"
assert_equal "choice-small wants-bait-or-small" "$(planned wants-bait-or-small)"
assert_equal "choice-both wants-left-and-right" "$(planned wants-left-and-right)"
assert_equal "choice-big wants-big-or-small" "$(planned 'choice-big, wants-big-or-small')"
assert_exit 0 slim plan --json --include wants-big-or-small
assert_json '.solver | .optimal and .cost == .lower_bound' stdout
assert_json '.substitutions == [{"package": "wants-big-or-small", "relation": "choice-big | choice-small", "chosen": "choice-small", "instead_of": "choice-big", "stand_in": false}]' stdout
assert_exit 0 slim plan --json --include wants-big-or-small --prefer choice-big
assert_json '[.packages[].package] == ["choice-big", "wants-big-or-small"]' stdout
# A preference that costs something is not called the smallest.
assert_json '.solver | (.optimal | not) and .lower_bound < .cost' stdout
