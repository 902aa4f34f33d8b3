#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The suite's own iconv can do every character set that it lists, with all modules, a few, some chosen ones, or none.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

make() { # ROOT [OPTIONS...]
	local root=$1
	shift
	assert_exit 0 debslim build --suite "$SUITE" --include 'libc6, libc-bin' -o "$root/" "$@"
}
listed() { inside "$1" /usr/bin/iconv -l | tr -d ' ' | tr '/' '\n' | sed '/^$/d' | LC_ALL=C sort -u; }
can() { # ROOT NAME: both ways
	inside "$1" /usr/bin/iconv -f "$2" -t UTF-8 </dev/null 2>why && inside "$1" /usr/bin/iconv -f UTF-8 -t "$2" </dev/null 2>why
}
can_all() { # ROOT
	local name n=0
	listed "$1" >names
	while read -r name; do
		can "$1" "$name" || { cat why >&2; fail "$1: iconv lists $name but cannot do it"; }
		n=$((n + 1))
	done <names
	echo "$1: $n names"
}
bytes() { printf '%s' "$2" | inside "$1" /usr/bin/iconv -f UTF-8 -t "$3" | od -An -tx1 | tr -d ' \n'; } # ROOT TEXT NAME

make all --rule gconv=all
[ -n "$(find all -name gconv-modules.cache)" ] || fail "the cache is gone though all modules are there"
listed all >names
[ "$(wc -l <names)" -gt 1000 ] || fail "all: $(wc -l <names) names"
for name in EUC-JP KOI8-R UTF-7 ISO-2022-JP-3 IBM1390; do can all "$name" || fail "all: $name"; done
if can all no-such-set; then fail "all: no-such-set"; fi
unknown=$(sed "s/no-such-set/NAME/" why)
[ -n "$unknown" ] || fail "iconv says nothing"

make utf
can_all utf
for name in UTF-8 ASCII UCS-2 UCS-4LE UTF-16 UTF-16LE UTF-16BE UTF-32 UTF-32LE UTF-32BE UTF16 \
	ISO-8859-1 LATIN1 ISO-8859-15 LATIN-9 CP1252 WINDOWS-1252; do
	grep -qxF "$name" names || can utf "$name" || fail "no $name"
done
assert_equal fffefc00 "$(bytes utf ü UTF-16)" UTF-16
assert_equal 000000fc "$(bytes utf ü UTF-32BE)" UTF-32
assert_equal fc "$(bytes utf ü ISO-8859-1)" ISO-8859-1
assert_equal a4 "$(bytes utf € ISO-8859-15)" ISO-8859-15
assert_equal 80 "$(bytes utf € WINDOWS-1252)" CP1252
# What is not there is refused as a name is that nobody knows.
for name in EUC-JP KOI8-R UTF-7; do
	if can utf "$name"; then fail "utf: $name"; fi
	assert_equal "$unknown" "$(sed "s/$name/NAME/" why)" "what iconv says of $name"
	assert_no_match "^$name$" names
done

# A module that is linked with a library beside it brings that back.
make some --path-include '*/gconv/KOI8-R.so' --path-include '*/gconv/EUC-KR.so'
[ "$(find some -name 'lib*.so' -path '*/gconv/*' | sed 's,.*/,,')" = libKSC.so ] || fail "some: $(find some -path '*/gconv/lib*')"
can_all some
for name in KOI8-R EUCKR UTF-16; do grep -qxF "$name" names || fail "some: $name is not listed"; done

make none --rule gconv=none
can_all none
if can none UTF-16; then fail "none: UTF-16"; fi
