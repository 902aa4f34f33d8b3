#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --strict fails on a script that is not understood, with its lines, and writes nothing.
. "$TOP/tests/lib/case.sh"

for command in 'build -o tree/' 'plan --scripts'; do
	# shellcheck disable=SC2086
	assert_exit 1 slim $command --strict --include script-unknown
	assert_says 'script-unknown postinst:4: frobnicate --deeply' \
		'1 maintainer script is not fully understood: script-unknown postinst' 'data/rules'
	assert_absent tree
done
assert_exit 0 slim build --strict --include script-known,script-skip,script-none -o tree/
assert_no_match 'script-' stderr

# A rule says what the script leaves.
cp -r "$TOP/data" data
cat >data/rules/unknown.rules <<'EOF'
Script: script-unknown
Names: postinst
Policy: emulated
Do:
 mkdir -p /var/lib/frobnicated
 chmod 0700 /var/lib/frobnicated
Reason: read by a person
EOF
DEBSLIM_DATA=$PWD/data assert_exit 0 slim build --strict --json --include script-unknown -o ruled/
assert_mode 700 ruled/var/lib/frobnicated
assert_absent ruled/var/lib/unknown
assert_json '.maintainer_scripts[0] | .policy == "emulated" and .reason == "read by a person" and (.effects | length == 2)' stdout

# Only in the suites that it names.
sed -i 's/^Policy:.*/&\nSuites: trixie/' data/rules/unknown.rules
DEBSLIM_DATA=$PWD/data assert_exit 1 slim build --strict --include script-unknown -o other/

# A rule without a script to fit is a note.
printf 'Script: script-none\nNames: preinst\nPolicy: none\nReason: there is none\n' >data/rules/unknown.rules
DEBSLIM_DATA=$PWD/data assert_exit 0 slim build -v --include script-none -o noted/
assert_says 'script-none: the rule for its scripts matches none'
