#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tz=modern leaves just what tzdata of trixie holds, main and legacy have the old names, none has UTC, equal zones are one file.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"

# trixie has the old names in a package of their own.
old=
[ "$SUITE" = trixie ] && old=', tzdata-legacy'
make() { # VALUE
	assert_exit 0 debslim build --suite "$SUITE" --include "tzdata$old" --rule "tz=$1" -o "$1/"
	zones "$1" >"$1.names"
}
zones() { # ROOT
	(cd "$1/usr/share/zoneinfo" && { find . -type l; find . -type f -exec grep -l '^TZif' {} +; } |
		sed 's,^./,,' | grep -vxE 'posixrules|localtime' | LC_ALL=C sort)
}

for value in main legacy modern all none; do make $value; done
assert_same main.names legacy.names
for name in US/Pacific Europe/Kiev GB Japan Asia/Calcutta; do
	grep -qxF $name main.names || fail "main: no $name"
	if grep -qxF $name modern.names; then fail "modern: $name"; fi
done
for root in main legacy modern all none; do
	cmp -s $root/usr/share/zoneinfo/Etc/UTC main/usr/share/zoneinfo/UTC || fail "$root: Etc/UTC"
	[ -z "$(find $root/usr/share/zoneinfo -xtype l)" ] || fail "$root: $(find $root/usr/share/zoneinfo -xtype l | head -n 3)"
done
assert_equal "Etc/UTC UTC" "$(paste -s -d ' ' none.names)"
assert_absent main/usr/share/zoneinfo/right main/usr/share/zoneinfo/posix modern/usr/share/zoneinfo/right
assert_dir all/usr/share/zoneinfo/right
# What zone.tab names is never an old name.
awk '!/^#/ { print $3 }' modern/usr/share/zoneinfo/zone.tab | LC_ALL=C sort -u >table
assert_equal "" "$(comm -23 table modern.names | paste -s -d ' ')" "zones of zone.tab that modern lacks"
# No two files are the same.
assert_equal "" "$(cd main/usr/share/zoneinfo && find . -type f -links 1 -exec md5sum {} + | sort | uniq -w 32 -D)" "equal files"
# The list is that of trixie's tzdata; other suites may lack a newer zone.
SUITE=trixie
assert_exit 0 debslim build --suite trixie --include tzdata -o split/
zones split >split.names
assert_equal "" "$(comm -23 modern.names split.names | paste -s -d ' ')" "names that modern has and trixie's tzdata not"
