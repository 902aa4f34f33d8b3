#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What lies in the cache is hashed again before it is used.
. "$TOP/tests/lib/case.sh"

archive_copy archive
http_serve archive
build() { debslim build --mirror "$(archive_line "$HTTP_URL")" --include big -o "$1"; }
assert_exit 0 build first.tar
# Every cached .deb is spoiled in place; the archive still has the right one.
while read -r f; do
	printf X | dd of="$f" bs=1 seek=$(($(stat -c %s "$f") / 2)) conv=notrunc status=none
	echo "$f"
done < <(find "$XDG_CACHE_HOME" -name '*.deb' -o -size +5000 -type f) >spoiled
[ -s spoiled ] || fail "nothing of the size of a package in the cache"
rc=0
build second.tar >stdout 2>stderr || rc=$?
case $rc in
0) assert_same first.tar second.tar ;;
4) assert_absent second.tar ;;
*) cat stderr; fail "status $rc" ;;
esac
