#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --exclude leaves a package out as a recorded cut, --avoid takes another way.
. "$TOP/tests/lib/case.sh"

assert_equal "first-alternative" "$(planned first-alternative --exclude alt-one)"
assert_json '.cuts | length == 1 and .[0].package == "first-alternative"' plan.json
assert_equal "alt-two first-alternative" "$(planned first-alternative --avoid alt-one)"
