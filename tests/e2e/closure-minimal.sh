#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Nothing comes in that nobody needs: no Recommends, no Suggests, no Essential package.
. "$TOP/tests/lib/case.sh"

assert_equal "recommends" "$(planned recommends)"
assert_equal "friend" "$(planned friend)"
assert_equal "essential-one" "$(planned essential-one)"
