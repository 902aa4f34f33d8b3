#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What is generated lands inside the image wherever a package's links lead, and never over its directories.
. "$TOP/tests/lib/case.sh"

# Without the skeleton, whose /etc would stay a directory, as with dpkg.
printf 'Profile: linked\nInherit: scratch\nBase-Accounts: used\nPackages: links-etc\n' >linked.profile
assert_exit 0 slim build --profile ./linked.profile -o linked.tar
tar tf linked.tar >list
grep -qx './data/passwd' list || fail "passwd did not follow the link"
! grep -q '^\./etc/.' list || fail "something lies below a link"
assert_exit 4 slim build --include owns-status-directory -o refused.tar
assert_says status.d
assert_absent refused.tar
# A generated passwd does not reach the package's other names of the old one.
assert_exit 0 slim build --include ships-passwd -o passwd/
assert_equal "old" "$(cat passwd/etc/old-one)"
assert_equal "old" "$(cat passwd/etc/old-two)"
grep -q '^nonroot:' passwd/etc/passwd || fail "no passwd of ours"
