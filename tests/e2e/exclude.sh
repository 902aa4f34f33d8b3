#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --exclude leaves a package out as a recorded cut, --avoid takes another way.
. "$TOP/tests/lib/case.sh"

assert_equal "pre-depends" "$(planned pre-depends --exclude alt-one)"
assert_json '.cuts | length == 1 and .[0].package == "pre-depends"' plan.json
assert_equal "alt-two first-alternative" "$(planned first-alternative --avoid alt-one)"
