#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A rule or value that is not known is an error that says what was meant, on the command line and in a profile.
. "$TOP/tests/lib/case.sh"

bad() { # SETTING WORD...
	local setting=$1
	shift
	assert_exit 2 debslim plan --mirror 'deb [trusted=yes] http://127.0.0.1:9/ x main' --include friend --rule "$setting"
	assert_says --rule "$@"
}
bad gconf=all gconf 'did you mean' gconv
bad gconv=utff utff 'did you mean' utf none
bad gconv gconv NAME=VALUE 'debslim rules'
bad docs=keep,tz tz NAME=VALUE
bad docs=yes docs drop keep
assert_exit 2 slim build --raw --rule docs=keep --include friend -o x.tar
assert_says --rule --raw
assert_absent x.tar

# In a profile; the command line wins.
printf 'Profile: mine\nInherit: scratch\nSize-Rules: docs=keep, tz=modern\nPackages: friend\n' >mine.profile
assert_exit 0 slim plan --json --profile ./mine.profile --rule tz=all
assert_json '.rules.docs == "keep" and .rules.tz == "all" and .rules.man == "drop"' stdout
printf 'Profile: sub\nInherit: ./mine.profile\nSize-Rules: docs=drop\n\nMatch-Tags: debug\nSize-Rules: man=keep\n' >sub.profile
assert_exit 0 slim plan --json --profile ./sub.profile
assert_json '.rules.docs == "drop" and .rules.tz == "modern" and .rules.man == "drop"' stdout
assert_exit 0 debslim profiles --json ./mine.profile
assert_json '[.size_rules[].rule] == ["docs=keep", "tz=modern"]' stdout
assert_exit 0 debslim profiles ./mine.profile
assert_match '^ docs=keep +# .*mine.profile:[0-9]+' stdout
sed -i 's/docs=keep/dogs=keep/' mine.profile
assert_exit 2 slim plan --profile ./mine.profile
assert_says mine.profile:3:13: dogs 'did you mean' docs
sed -i 's/dogs=keep/docs/' mine.profile
assert_exit 2 slim plan --profile ./mine.profile
assert_says mine.profile:3 docs NAME=VALUE
