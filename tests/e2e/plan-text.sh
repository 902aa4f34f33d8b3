#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# plan for people lists each package with its version, and the cuts.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim plan --include first-alternative,cut-debconf
for package in alt-one cut-debconf first-alternative friend; do assert_match "^$package +1\.0-1 " stdout; done
assert_equal 4 "$(grep -c ' 1\.0-1 ' stdout)" "packages"
assert_match '^cut-debconf: debconf \(>= 0\.5\) \| debconf-2\.0: asks questions' stdout
