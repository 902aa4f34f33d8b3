#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# /etc/ld.so.cache and the links by soname are, byte for byte, what the ldconfig of the suite and architecture makes.
#each: ON bullseye-amd64 bullseye-arm64 bullseye-armhf bullseye-i386 bookworm-amd64 bookworm-arm64 bookworm-armel bookworm-armhf bookworm-i386 bookworm-ppc64el bookworm-s390x trixie-amd64 trixie-arm64 trixie-armhf trixie-i386 trixie-ppc64el trixie-riscv64 trixie-s390x
#each: WITH packages additions
#sample: 12
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/ldconfig.sh"
. "$TESTS/lib/mirror.sh"

SUITE=${ON%-*} ARCHITECTURE=${ON#*-}
need_ldconfig_of "$ARCHITECTURE"
case $SUITE in
bullseye) include=libssl1.1 ;;
bookworm) include=libssl3 ;;
*) include=libssl3t64 ;;
esac
include=libc6,libc-bin,libstdc++6,libgomp1,zlib1g,libgcrypt20,$include

if [ "$WITH" = additions ]; then
	build_anyway first --include "$include"
	make_additions first debs "$ARCHITECTURE"
	include=$include,additions
	build_anyway root --include "$include" --debs debs
	assert_absent root/opt/more/lib/libgone.so.1
	assert_link libuser.so.7 root/usr/local/lib/libz.so.1
else
	build_anyway root --include "$include"
fi
assert_mode 644 root/etc/ld.so.cache
cp -a root real
rm real/etc/ld.so.cache
run_ldconfig_of real "$ARCHITECTURE"
links() { (cd "$1" && find . -type l -printf '%p -> %l\n' | sort); }
links root >ours
links real >theirs
assert_same theirs ours
cmp real/etc/ld.so.cache root/etc/ld.so.cache || {
	for tree in real root; do ldconfig -p -C "$tree/etc/ld.so.cache" >"$tree.list" 2>&1; done
	diff real.list root.list >&2
	fail "the caches differ"
}
