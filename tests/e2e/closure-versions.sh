#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Versions are compared as Debian compares them: epochs, tildes and numbers, the newest candidate first.
. "$TOP/tests/lib/case.sh"

assert_equal "epoch wants-epoch" "$(planned wants-epoch)"
assert_equal "two-versions" "$(planned two-versions)"
assert_equal 1.10-1 "$(jq -r '.packages[0].version' plan.json)" "candidate"
assert_equal "two-versions" "$(planned 'two-versions (>= 1.9)')"
assert_exit 3 slim plan --include 'two-versions (>= 2)'
assert_says two-versions
