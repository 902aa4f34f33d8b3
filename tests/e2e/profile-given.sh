#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What a Path says goes before what is generated, and whether it is made depends on all that the image has in the end.
. "$TOP/tests/lib/case.sh"

cat >app.profile <<'END'
Profile: app
Inherit: scratch
Packages: friend
Workdir: /work

Path: /etc/passwd
Type: file
Content:
 root:x:0:0:own:/:/own

Path: /var/lib/own
Type: directory
Mode: 0700

Path: /no/group
Type: file
Unless: /etc/group
Content:
 no

Path: /with/group
Type: file
Needs: /etc/group
Content:
 yes

Path: /with/work
Type: symlink
Target: /work
Needs: /work

Path: /with/directory
Type: file
Needs: /usr/share/doc
Content:
 yes

Path: /no/nothing
Type: file
Needs: /nothing
Content:
 no

Path: /with/nothing
Type: file
Unless: /nothing
Content:
 yes

Path: /etc/hosts
Type: file
Unless: /etc/hosts
Content:
 127.0.0.1 localhost

Path: /etc/last
Type: file
Needs: /with/group
Content:
 yes
END
assert_exit 0 slim build --profile ./app.profile -o tree/
assert_content 'root:x:0:0:own:/:/own' tree/etc/passwd
grep -q '^nonroot:x:65532:' tree/etc/group || fail "no group nonroot"
(cd tree && { find with no etc/last etc/hosts var/lib/own ! -type d -o -name own || :; }) 2>/dev/null | LC_ALL=C sort >got
printf '%s\n' etc/hosts etc/last var/lib/own with/directory with/group with/nothing with/work >want
assert_same want got
assert_equal 700 "$(stat -c %a tree/var/lib/own)"
assert_equal /work "$(readlink tree/with/work)"

# All of it is shown.
assert_exit 0 slim profiles ./app.profile
assert_match '^ Needs: /etc/group' stdout
assert_match '^  root:x:0:0:own:/:/own' stdout
assert_exit 0 slim profiles ./app.profile --json
assert_json '[.paths[] | select(.path == "/no/group")][0] | .unless == "/etc/group" and .needs == null and .content == "no\n"' stdout
