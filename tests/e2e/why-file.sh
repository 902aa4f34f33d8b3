#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# why PATH shows the files that lead to a file of the image, from one that was asked for on, then the packages; of what a rule left out it names the rule.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/gate.sh"

gate_made
gate_library made/libdeep.so.1.2 libdeep.so.1 -nostdlib
gate_library made/libmid.so.1 libmid.so.1 -nostdlib made/libdeep.so.1.2
gate_program made/prog -nostdlib made/libmid.so.1 -Wl,-rpath-link,made
mkdebs archive/pool <<P
Package: tool
Version: 1
Depends: prog, libdeep1, aside
Files:
 file /usr/bin/tool 0755 text='#!/usr/bin/env prog\n'
 file /usr/bin/env 0755 text='env\n'
 file /usr/share/doc/tool/README 0644 text='read me\n'

Package: prog
Version: 1
Depends: libmid1
Files:
 file $LOADER 0755 from=loader
 file /usr/bin/prog 0755 from=prog

Package: libmid1
Version: 1
Depends: libdeep1
Files:
 file /usr/lib/$TRIPLET/libmid.so.1 0644 from=libmid.so.1

Package: libdeep1
Version: 1
Files:
 file /usr/lib/$TRIPLET/libdeep.so.1.2 0644 from=libdeep.so.1.2
 link /usr/lib/$TRIPLET/libdeep.so.1 -> libdeep.so.1.2

Package: aside
Version: 1
Files:
 file /usr/share/aside/data 0644 text='data\n'
P
archive_build archive bookworm
ask() { debslim why "$@" --mirror "$(archive_line "file:$PWD/archive")" --arch "$ARCH" --include tool; }

assert_exit 0 ask "/lib/$TRIPLET/libdeep.so.1"
cat >want <<W
/lib/$TRIPLET/libdeep.so.1 is in the image:
  /usr/bin/tool of tool, which was asked for
    is a script for prog: /usr/bin/prog of prog
    is linked with libmid.so.1: /usr/lib/$TRIPLET/libmid.so.1 of libmid1
    is linked with libdeep.so.1: /usr/lib/$TRIPLET/libdeep.so.1 of libdeep1
libdeep1 1 is in the result:
  Request: tool
  tool Depends: libdeep1
W
diff want stdout || fail 'the chain differs'
assert_exit 0 ask "/usr/lib/$TRIPLET/libdeep.so.1.2" --json
assert_json '[.files[].package] == ["tool", "prog", "libmid1", "libdeep1"] and [.files[].use] == [null, "interpreter", "library", "library"]' stdout
assert_json '.in_image and .in_result and .package == "libdeep1" and .files[3].sure' stdout

# Nothing uses it: the rules keep all of a package. A directory is there for what is in it.
assert_exit 0 ask /usr/share/aside
assert_match '/usr/share/aside/data of aside, all of which the rules keep' stdout
# What is made belongs to no package.
assert_exit 0 ask /etc/passwd --json
assert_json '.in_image and .package == null and .files == [{"path": "/etc/passwd", "package": null, "use": null, "wants": null, "sure": true}]' stdout

assert_exit 0 ask /usr/share/doc/tool/README
assert_match '^/usr/share/doc/tool/README of tool is left out by the rule docs=drop; --rule docs=keep keeps it\.$' stdout
assert_exit 0 ask /usr/share/doc/tool/README --json
assert_json '(.in_image | not) and .rule == "docs" and .value == "drop" and .mend == "--rule docs=keep" and .package == "tool"' stdout
