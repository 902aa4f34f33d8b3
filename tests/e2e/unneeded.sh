#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What an installation writes and the image does not need is listed, by the packages and the rules in force.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --json --include docs-full -o out/
assert_json '[.unneeded[].rule] | index("package-database") and index("single-certificates")' stdout
assert_json 'all(.unneeded[]; (.paths | length > 0 and all(startswith("/"))) and (.reason | length > 0))' stdout
assert_exit 0 slim build --json --include docs-full --rule ca=both -o both/
assert_json '[.unneeded[].rule] | index("single-certificates") | not' stdout
archive_copy archive
mkdebs archive/pool <<'END'
Package: dpkg
Version: 1.21.22
Architecture: any
Files:
 file /usr/bin/dpkg 0755
END
archive_build "$PWD/archive" bookworm
assert_exit 0 debslim build --json --arch "$ARCH" --mirror "$(archive_line "$PWD/archive")" --include dpkg -o dpkg/
assert_json '[.unneeded[].rule] | index("package-database") | not' stdout
assert_exit 0 slim build --json --raw --include docs-full --allow '*' -o raw/
assert_json '.unneeded == []' stdout

# A stanza that is wrong.
bad() { # TEXT EXPECTED
	rm -rf data && cp -r "$TOP/data" data
	printf '%s\n' "$1" >data/rules/zz.rules
	DEBSLIM_DATA=$PWD/data assert_exit 2 slim rules
	assert_match "$2" stderr
}
bad $'Unneeded: x\nReason: y' "an Unneeded needs Paths and Reason"
bad $'Unneeded: x\nPaths:\n a/b\nReason: y' "a glob starts with '/': 'a/b'"
bad $'Unneeded: x\nPaths: /a\nRule: ca=nope\nReason: y' "Unneeded x: Rule: no rule and value 'ca=nope'"
