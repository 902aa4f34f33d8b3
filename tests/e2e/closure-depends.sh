#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Pre-Depends, architecture qualifiers and cycles are followed to the end.
. "$TOP/tests/lib/case.sh"

assert_equal "alt-one pre-depends" "$(planned pre-depends)"
assert_equal "alt-one any-qualifier" "$(planned any-qualifier)"
assert_equal "cycle-a cycle-b" "$(planned cycle-a)"
assert_equal "alt-one alt-two friend" "$(planned 'alt-two, friend' --include alt-one)"
