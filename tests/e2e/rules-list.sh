#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# "debslim rules" lists every rule with its values, one default and reasons, and so does the manual page.
. "$TOP/tests/lib/case.sh"

assert_exit 0 debslim rules
assert_match '^gconv=utf +\* .*UTF-16' stdout
assert_match '^docs=keep ' stdout
assert_exit 0 debslim rules --json
assert_json 'group_by(.rule) | map([.[] | select(.default)] | length == 1) | all' stdout
assert_json 'map(.reason | length > 8) | all' stdout
assert_json 'length > 30' stdout
jq -r 'group_by(.rule)[] | .[0].rule + ": " + ([.[].value] | join(", "))' stdout | LC_ALL=C sort >rules
sed -n '/^\.Ss Size rules/,/^\.Ss [^S]/p' "$TOP/man/debslim.1" | sed -n 's/^\.It Cm \([^ ]*\) No = Cm \(.*\)$/\1: \2/p' |
	sed 's/ | /, /g' | LC_ALL=C sort >manual
assert_same rules manual
