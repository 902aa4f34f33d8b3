#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# plan for people lists each package with its version, and the cuts.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim plan --include first-alternative,cut-debconf
assert_match 'first-alternative.*1\.0-1' stdout
assert_match alt-one stdout
assert_match debconf stdout
