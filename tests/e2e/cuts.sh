#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Dependencies that serve only maintainer scripts are cut, with a reason, and --no-cut takes them literally.
. "$TOP/tests/lib/case.sh"

assert_equal "cut-debconf friend" "$(planned cut-debconf)"
assert_json '.cuts | length == 1' plan.json
assert_json '.cuts[0] | .package == "cut-debconf" and (.relation | test("debconf")) and (.rule | length > 0) and (.reason | length > 0)' plan.json
assert_equal "cut-adduser" "$(planned cut-adduser)"
assert_json '.cuts[0] | .package == "cut-adduser" and (.relation | test("adduser"))' plan.json
assert_equal "alt-one cut-debconf debconf friend" "$(planned cut-debconf --no-cut)"
assert_json '.cuts == []' plan.json
# Asked for by name, it is no cut.
assert_equal "adduser alt-two cut-adduser" "$(planned 'cut-adduser, adduser')"
