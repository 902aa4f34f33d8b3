#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The first alternative that can be had is taken, and one that is there anyway before any other.
. "$TOP/tests/lib/case.sh"

assert_equal "alt-one first-alternative" "$(planned first-alternative)"
assert_equal "alt-two missing-alternative" "$(planned missing-alternative)"
assert_equal "alt-two versioned-alternative" "$(planned versioned-alternative)"
assert_equal "alt-two first-alternative" "$(planned 'alt-two, first-alternative')"
assert_equal "alt-two" "$(planned 'no-such-package | alt-two')"
