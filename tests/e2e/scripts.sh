#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Maintainer scripts are read, classified and carried out; what is not understood is named.
. "$TOP/tests/lib/case.sh"

policy() { jq -r ".maintainer_scripts[] | select(.package == \"$1\" and .script == \"$2\") | .policy" "$3"; }

assert_exit 0 slim build --json --include script-known,script-skip,script-none,script-unknown -o tree/
cp stdout build.json
assert_says 'warning' 'script-unknown postinst'
assert_equal emulated "$(policy script-known preinst build.json)"
assert_equal emulated "$(policy script-known postinst build.json)"
assert_equal safe-to-skip "$(policy script-skip postinst build.json)"
assert_equal none "$(policy script-none postinst build.json)"
assert_equal unhandled "$(policy script-unknown postinst build.json)"
assert_json '.maintainer_scripts | all(.reason | length > 10)' build.json
assert_json '[.maintainer_scripts[] | select(.policy == "unhandled").unhandled[] | .line == 4 and .text == "frobnicate --deeply"] == [true]' build.json
assert_json '[.maintainer_scripts[] | select(.package == "script-known" and .script == "postinst").effects[]] | length == 2' build.json

# What is known is in the image, also that of a script which is not all known.
assert_dir tree/var/lib/known tree/var/lib/unknown
assert_link /etc/alternatives/tool tree/usr/bin/tool
assert_content 'key=value' tree/etc/known.conf

# plan --scripts says the same, and writes nothing.
assert_exit 0 slim plan --scripts --json --include script-known,script-skip,script-none,script-unknown
jq .maintainer_scripts build.json >a
jq .maintainer_scripts stdout >b
assert_same a b
assert_exit 0 slim plan --scripts --include script-known,script-unknown
assert_match '^Maintainer scripts:$' stdout
assert_match '^script-known postinst: emulated: ' stdout
assert_match '^  alternative tool → /usr/bin/known ' stdout
assert_match '^  line 4: frobnicate --deeply ' stdout

# --raw keeps to the files; the scripts are still named.
assert_exit 0 slim build --raw --json --include script-known -o raw/
assert_equal emulated "$(policy script-known postinst stdout)"
assert_absent raw/var/lib/known raw/usr/bin/tool
