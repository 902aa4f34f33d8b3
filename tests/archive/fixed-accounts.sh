#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Debian's fixed accounts are in data/rules/accounts.rules as the suite's base-passwd has them, in its order.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/chroot.sh"

need_chroot
packages=adduser,passwd,systemd-standalone-sysusers,systemd-standalone-tmpfiles
[ "$SUITE" != bullseye ] || packages=adduser,passwd,systemd
masters=$(debian tools "$packages")/usr/share/base-passwd
awk -v suite="$SUITE" -v RS= -F '\n' '{
	delete f
	for (i = 1; i <= NF; i++) { n = index($i, ": "); f[substr($i, 1, n - 1)] = substr($i, n + 2) }
	if ("Suites" in f && !index(f["Suites"], suite)) next
	if ("User" in f) print f["User"] ":*:" f["Uid"] ":" f["Gid"] ":" f["Gecos"] ":" f["Home"] ":" f["Shell"] >"users"
	else if ("Group" in f) print f["Group"] ":*:" f["Gid"] ":" >"groups"
}' "$TOP/data/rules/accounts.rules"
assert_same "$masters/passwd.master" users
assert_same "$masters/group.master" groups
[ "$(wc -l <users)" -ge 15 ] && [ "$(wc -l <groups)" -ge 30 ] || fail "too few accounts to compare"
