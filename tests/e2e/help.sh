#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --help and --version answer on standard output, and every option in the help is known.
. "$TOP/tests/lib/case.sh"

assert_exit 0 debslim --help
cp stdout help
for word in build plan profiles --profile --output --suite --json; do assert_match "$word" stdout; done
assert_exit 0 debslim --version
assert_match '^debslim [0-9]+\.[0-9]+' stdout
assert_content '' stderr
for command in build plan why check profiles rules cache; do
	assert_exit 0 debslim $command --help
	assert_match '^Usage: debslim ' stdout
	assert_content '' stderr
done

# Known is what wants a value, or what refuses one: no option does both, or neither.
n=0
while read -r option value; do
	case $value in
	[A-Z[]* | apt) assert_exit 2 debslim plan "$option" && assert_says "$option needs a value" ;;
	*) assert_exit 2 debslim plan "$option=x" && assert_says "$option takes no value" ;;
	esac
	n=$((n + 1))
done < <(sed -n 's/^  \(-[a-zA-Z],\|   \) \(--[a-z-]*\) \?\([^ ]*\).*/\2 \3/p' help)
assert_equal "$(grep -cE '^ +(-[a-z], )?--' help)" $n "options"
[ $n -ge 50 ] || fail "only $n options"
assert_exit 2 debslim plan --no-such-option
assert_says "unknown option '--no-such-option'"
