#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# why shows the chain to a package with what alternatives would cost; why --not what would bring it in.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim why choice-small --json --include wants-big-or-small
assert_json '.in_result and [.chain[].package] == ["wants-big-or-small", "choice-small"]' stdout
assert_json '.chain[1] | .by == "wants-big-or-small" and .kind == "Depends" and .relation == "choice-big | choice-small"' stdout
assert_json '.chain[1].alternatives | length == 1 and .[0].package == "choice-big" and .[0].difference > 0' stdout
assert_exit 0 slim why choice-big --include wants-big-or-small
grep -q 'is not in the result' stdout || fail "says nothing of its absence"
grep -q 'wants-big-or-small Depends: choice-big | choice-small' stdout || fail "does not name the relation"
assert_exit 0 slim why alt-one --json --include cut-debconf
assert_json '(.in_result | not) and (.cuts | map(del(.reason))) == [{"by": "cut-debconf", "relation": "debconf (>= 0.5) | debconf-2.0", "cut": "debconf"}]' stdout
assert_exit 0 slim why --not choice-small --json --include friend
assert_json '[.dependers[].package] == ["wants-bait-or-small", "wants-big-or-small"]' stdout
assert_exit 2 slim why choice-smal --include friend
assert_says choice-small
assert_exit 2 slim why --include friend
assert_says 'why'
# The request itself counts, a cut relation does not as one that is met.
assert_exit 0 slim why choice-big --json --include 'choice-big | choice-small'
assert_json '.passed_over | length == 1 and .[0].by == null' stdout
assert_exit 0 slim why debconf --json --include cut-debconf
assert_json '.passed_over == [] and (.cuts | length) == 1' stdout
