#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An Essential package that a script asks for in vain is added with that reason, or the script left out where the profile says so.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --json --include uses-shell -o tree/
assert_json '[.packages[].package] == ["dash", "uses-shell"]' stdout
assert_json '.packages[0].reason == {"kind": "essential", "by": "uses-shell", "relation": "/usr/bin/again-uses-shell: #!/bin/sh"}' stdout
assert_says "dash is added" /usr/bin/again-uses-shell
assert_file tree/usr/bin/dash tree/usr/bin/uses-shell tree/var/lib/dpkg/status.d/dash
# The same as if it had been asked for.
assert_exit 0 slim build --include uses-shell,dash -o other/
tree_list tree >added
tree_list other >asked
assert_same added asked

# The shipped profiles leave such scripts out, and the links to them; not of what is asked for by name.
assert_exit 0 slim build --json --profile scratch --include needs-uses-shell -o slim/
assert_json '[.packages[].package] == ["needs-uses-shell", "uses-shell"]' stdout
assert_json '[.dropped[] | select(.rule == "scripts") | del(.value)] == [{"rule": "scripts", "files": 3, "bytes": 10}]' stdout
assert_absent slim/usr/bin/again-uses-shell slim/usr/bin/uses-shell slim/usr/bin/also-uses-shell
assert_file slim/usr/share/needs-uses-shell/data
assert_content "" slim/var/lib/dpkg/status.d/uses-shell.md5sums
assert_exit 0 slim build --json --profile scratch --include uses-shell -o named/
assert_json '[.packages[].package] == ["dash", "uses-shell"]' stdout

# What a rule keeps all the same stays: more than a program.
assert_exit 0 slim build --profile scratch --include needs-module -o modules/
assert_file modules/usr/lib/python3.11/module.py
assert_absent modules/usr/lib/module.py

# Not against the user's will.
assert_exit 1 slim build --include uses-shell --exclude dash -o never.tar
assert_says /bin/sh --exclude
assert_exit 0 slim build --json --include uses-shell --exclude dash --allow 'script-interpreter:*' -o allowed.tar
assert_json '[.packages[].package] == ["uses-shell"]' stdout
# A profile of one's own decides for itself.
printf 'Profile: own\nPackages: needs-uses-shell\n' >own.profile
assert_exit 0 slim build --json --profile ./own.profile -o own.tar
assert_json '[.packages[].package] | index("dash") != null' stdout
printf 'Drop-Scripts: perhaps\n' >>own.profile
assert_exit 2 slim build --profile ./own.profile -o own.tar
assert_says own.profile:3 Drop-Scripts
