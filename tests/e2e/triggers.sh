#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What becomes of a trigger is said by a Trigger stanza of the rules alone, and one that is wrong is refused.
. "$TOP/tests/lib/case.sh"

mkdir archive
mkdebs archive/pool <<'END'
Package: triggers
Version: 1.0
Architecture: all
Files:
 script postinst '#!/bin/sh\nset -e\ndpkg-trigger made-up-event\n'
 file /usr/share/triggers/x 0644
END
archive_build "$PWD/archive" bookworm
build() { debslim build --json --arch "$ARCH" --mirror "$(archive_line "$PWD/archive")" --include triggers -o out/ --force; }
script() { jq -r '.maintainer_scripts[] | select(.package == "triggers") | .'"$1" stdout; }

assert_exit 0 build
assert_equal unhandled "$(script policy)" 'without a stanza'
cp -r "$TOP/data" data
export DEBSLIM_DATA=$PWD/data
printf 'Trigger: x\nNames: other, made-*-event\nReason: nobody waits for it\n' >data/rules/zz.rules
assert_exit 0 build
assert_equal safe-to-skip "$(script policy)" 'with a stanza'
assert_match 'nobody waits for it' stdout

bad() { # TEXT EXPECTED
	printf '%s\n' "$1" >data/rules/zz.rules
	assert_exit 2 build
	assert_match "$2" stderr
}
bad $'Trigger: x\nReason: y' 'a Trigger needs Names and Reason'
bad $'Trigger: x\nNames: y' 'a Trigger needs Names and Reason'
bad $'Trigger: x\nNames: y\nGenerates: shells\nReason: z' "'shells' is not ld.so.cache, ca-bundle or java-keystore"
