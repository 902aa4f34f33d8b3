#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tests/run lists each skip with its reason, takes 77 for none, and calls a case failed for what the shell lets pass.
. "$TOP/tests/lib/case.sh"

mkdir -p tree/tests/e2e build
cp -r "$TOP/tests/run" "$TOP/tests/lib" tree/tests/
mkdir tree/tests/data
ln -s "$DEBSLIM" build/debslim
printf '%s\n' '# because' 'e2e/in-*: of *' >tree/tests/expected-skips
one() { printf '. "$TOP/tests/lib/case.sh"\n%s\n' "$2" >"tree/tests/e2e/$1.sh"; }
one passes 'true'
one ends-with-77 'sh -c "exit 77"'
one in-substitution 'part() { echo text; skip of "one word"; }; x=$(part); echo "$x"'
one in-argument 'part() { skip "its status is lost"; }; assert_equal "" "$(part)"'
one plain 'skip nobody expects it'
one fails-in-argument 'part() { fail "not so"; }; assert_equal "" "$(part)"'
one fails-in-loop 'for x in $(grep x /dev/null); do :; done'
one fails-in-pipe 'false | cat'
one fails-in-local 'part() { local x=$(false); }; part'
one matches-nothing 'assert_no_match x missing'
one same-nothing ': >a; : >b; assert_same a b'
one absent-nowhere 'assert_absent no-tree/file'
one json-nothing 'echo "{}" >a; assert_json ".[]?" a'
run() { env -u CI -u SHARE -u V BUILD="$PWD/build" JOBS=2 TMPDIR="$TMPDIR" "$@" tree/tests/run e2e; }

assert_exit 1 run env
for name in ends-with-77 in-argument fails-in-argument fails-in-loop fails-in-pipe fails-in-local \
	matches-nothing same-nothing absent-nowhere json-nothing; do
	assert_match "^failed  e2e/$name( |$)" stdout
done
assert_match '^passed  e2e/passes$' stdout
assert_match '^  e2e/in-substitution: of one word$' stdout
assert_match '^  e2e/plain: nobody expects it$' stdout
assert_match '^  e2e/ends-with-77: status 77, without a reason to skip$' stdout
assert_match '^  e2e/in-argument: went on after it was skipped: its status is lost$' stdout
assert_match '^  e2e/fails-in-argument: went on after: not so$' stdout
assert_match '^1 passed, 10 failed, 2 skipped$' stdout

# Where CI=true a skip that nobody expects is one more.
assert_exit 1 run env CI=true
assert_match '^  e2e/in-substitution: of one word$' stdout
assert_match '^failed  e2e/plain \(skipped, which tests/expected-skips does not list: nobody expects it\)$' stdout
assert_match '^1 passed, 11 failed, 1 skipped$' stdout

# Of slow cases CI runs a sample, the same for the same commit; all run elsewhere.
rm tree/tests/e2e/*
printf '%s\n' '#each: N 1 2 3 4 5 6 7 8' '#sample: 3' '. "$TOP/tests/lib/case.sh"' 'echo "$N"' >tree/tests/e2e/slow.sh
assert_exit 0 run env
assert_match '^8 passed, 0 failed, 0 skipped$' stdout
assert_no_match '^SAMPLED' stdout
for n in 1 2; do
	assert_exit 0 run env CI=true
	assert_match '^3 passed, 0 failed, 0 skipped$' stdout
	assert_match '^SAMPLED: 5 combinations' stdout
	grep '^passed' stdout >sample.$n
done
assert_same sample.1 sample.2
# Of the e2e cases SHARE=2 takes some, the same for the same commit.
rm tree/tests/e2e/*
for n in $(seq 12); do printf '%s\n' '. "$TOP/tests/lib/case.sh"' "echo $n" >"tree/tests/e2e/case-$n.sh"; done
assert_exit 0 run env SHARE=2
grep '^passed' stdout >share
n=$(grep -c . share)
[ "$n" -gt 0 ] && [ "$n" -lt 12 ] || fail "a share of $n of 12"
assert_match "^SAMPLED: $((12 - n)) combinations" stdout
assert_exit 0 run env SHARE=2
grep '^passed' stdout | LC_ALL=C sort >again
LC_ALL=C sort share | cmp - again || fail "another share of the same commit"
