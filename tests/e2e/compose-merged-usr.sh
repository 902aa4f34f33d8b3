#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What packages put into /bin, /sbin, /lib and /lib64 lands below /usr, and the links are there.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --profile scratch --include unmerged -o tree/
assert_file tree/usr/bin/unmerged tree/usr/sbin/unmerged-admin tree/usr/lib/unmerged/data tree/usr/lib64/unmerged.so
for d in bin sbin lib lib64; do assert_link usr/$d tree/$d; done
assert_exit 0 slim build --profile scratch --include unmerged,merged-links -o tree/
assert_file tree/usr/bin/unmerged tree/usr/bin/merged
for d in bin sbin lib lib64; do assert_link usr/$d tree/$d; done
# Without the skeleton the links are only there where something needs them or a package has them.
exact() { printf 'Profile: exact\nInherit: scratch\nBase-Accounts: used\nPackages: %s\n' "$1" >exact.profile; }
exact merged-links
assert_exit 0 slim build --profile ./exact.profile -o tree/
assert_link usr/bin tree/bin
exact friend
assert_exit 0 slim build --profile ./exact.profile -o without/
assert_absent without/bin without/sbin without/lib without/lib64
