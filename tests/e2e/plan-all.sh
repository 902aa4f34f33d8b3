#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# plan --all has a line for every package of the archive, the same at any number of jobs, with reasons where there is no way.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim plan --all --no-cut --jobs 1
cp stdout one
assert_exit 0 slim plan --all --no-cut --jobs 3
cmp one stdout || fail "the result depends on --jobs"
LC_ALL=C sort -c -k1,1 one || fail "not in order"
grep -qx 'wants-big-or-small 1.0-1 [0-9]* 2 optimal' one || fail "no line for wants-big-or-small"
grep -q '^wants-missing .* unsolvable: wants-missing Depends: no-such-package but it is not installable$' one ||
	fail "no reason for wants-missing"
assert_exit 0 slim plan --all --no-cut --json
assert_json 'length == '"$(wc -l <one)" stdout
assert_json '.[] | select(.package == "chain-a") | .solvable == false and (.reasons | length) == 3' stdout
assert_json '[.[] | select(.solvable and (.optimal | not))] == []' stdout
