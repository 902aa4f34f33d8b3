#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# /etc/ld.so.cache and the links by soname are, byte for byte, what the ldconfig of the suite and architecture makes.
#each: ON bullseye-amd64 bullseye-arm64 bullseye-armhf bullseye-i386 bookworm-amd64 bookworm-arm64 bookworm-armel bookworm-armhf bookworm-i386 bookworm-ppc64el bookworm-s390x trixie-amd64 trixie-arm64 trixie-armhf trixie-i386 trixie-ppc64el trixie-riscv64 trixie-s390x
#each: WITH packages additions
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/chroot.sh"
. "$TESTS/lib/ldconfig.sh"

SUITE=${ON%-*} ARCHITECTURE=${ON#*-}
need_ldconfig_of "$ARCHITECTURE"
case $SUITE in
bullseye) include=libssl1.1 ;;
bookworm) include=libssl3 ;;
*) include=libssl3t64 ;;
esac
include=libc6,libc-bin,libstdc++6,libgomp1,zlib1g,libgcrypt20,$include

image() { # DIR OPTIONS...
	local dir=$1
	shift
	debslim build --suite "$SUITE" --arch "$ARCHITECTURE" --include "$include" -o "$dir/" "$@" 2>log ||
		bare_index "$dir" "$@" || { cat log >&2; fail "no image"; }
}
# A mirror whose indexes are behind its Release file, or the other way round: what
# it has of the release will do, index and packages one by one, with
# the shells of their scripts.
bare_index() { # DIR OPTIONS...
	local site file
	grep -qE ' 404 |Mirror sync in progress' log || return
	site=$(debian_uri)
	fetch "${site}dists/$SUITE/main/binary-$ARCHITECTURE/Packages.xz" Packages.xz || return
	set -- "$1" --packages Packages.xz --arch "$ARCHITECTURE" --include "$include" "${@:2}"
	debslim plan --json "${@:2}" --include bash,dash 2>log | jq -r '.packages[].package' >names || return
	xz -dc Packages.xz | awk -v RS= -F '\n' 'FNR == NR { for (i = 1; i <= NF; i++) want[$i]; next }
		substr($1, 10) in want { for (i = 1; i <= NF; i++) if (sub(/^Filename: /, "", $i)) print $i }' names - >files
	while read -r file; do
		[ -e "pool/$file" ] || { mkdir -p "pool/${file%/*}" && fetch "$site$file" "pool/$file"; } || return
	done <files
	debslim build --pool pool -o "$1/" "${@:2}" 2>log
}
fetch() { # URI FILE
	/usr/lib/apt/apt-helper download-file "$1" "$2" >log 2>&1
}

if [ "$WITH" = additions ]; then
	image first
	make_additions first debs "$ARCHITECTURE"
	include=$include,additions
	image root --debs debs
	assert_absent root/opt/more/lib/libgone.so.1
	assert_link libuser.so.7 root/usr/local/lib/libz.so.1
else
	image root
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
