#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A build with an error finding writes no target, ends with 1, and says what would help; --raw only notes it.
. "$TOP/tests/lib/case.sh"

assert_exit 1 slim build --include uses-nothing-known -o r.tar
assert_says /usr/bin/uses-nothing-known /usr/bin/no-such-interpreter
assert_absent r.tar
assert_exit 1 slim build --include dangles -o tree/ -o r.tar
assert_says /usr/share/dangles/link /usr/share/nowhere/file dangling-link
assert_absent r.tar tree
assert_exit 1 slim build --include dangles,uses-nothing-known -o r.tar
assert_says "2 errors" /usr/share/dangles/link /usr/bin/uses-nothing-known
# a rule left it out
assert_exit 1 slim build --include interpreter-left-out -o r.tar
assert_says "rule 'lintian'" "--path-include '/usr/share/lintian/interpreter'"
assert_exit 0 slim build --include interpreter-left-out --path-include '/usr/share/lintian/interpreter' -o r.tar
rm r.tar
# accepted
assert_exit 0 slim build --json --include dangles --allow 'dangling-link:/usr/share/dangles/*' -o r.tar
assert_json '(.findings | length) == 0 and (.accepted | length) == 1' stdout
assert_json '.checked.links >= 1' stdout
rm r.tar
# --raw: as the packages are
assert_exit 0 slim build --json --raw --include dangles,uses-nothing-known -o r.tar
assert_json '[.findings[].severity] == ["note", "note"]' stdout
assert_says /usr/bin/no-such-interpreter
assert_file r.tar
