#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# profiles lists them all, and with a name shows what it inherits.
. "$TOP/tests/lib/case.sh"

assert_exit 0 debslim profiles
for p in scratch static base-nossl base cc python3 nodejs perl php ruby; do assert_match "(^|[^a-z-])$p([^a-z-]|\$)" stdout; done
assert_exit 0 debslim profiles cc
for word in libstdc++6 libgomp1 libc6 tzdata ca-certificates; do assert_match "$(printf %s "$word" | sed 's/+/\\+/g')" stdout; done
assert_exit 0 debslim profiles --json
assert_json '[.. | strings] | index("cc") != null' stdout
assert_exit 0 debslim profiles cc --json
assert_json '[.. | strings | select(test("libstdc"))] | length > 0' stdout
assert_exit 2 debslim profiles ccc
assert_says ccc 'did you mean'
