#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --arch with several architectures plans and builds one closure for each, in the order given.
. "$TOP/tests/lib/case.sh"

other=arm64
[ "$ARCH" != arm64 ] || other=amd64

# One package for both with other dependencies in each, one for either alone.
for arch in "$ARCH" $other; do
	only=needs-$arch
	dists=$PWD/archive/dists/bookworm/main/binary-$arch
	mkdir -p "$dists"
	printf '%s\n' "Package: app" "Version: 1" "Architecture: $arch" "Depends: $only, shared" '' \
		"Package: $only" "Version: 2" "Architecture: $arch" '' |
		mkdebs "$PWD/archive/pool/$arch"
	[ "$arch" = "$other" ] || printf '%s\n' "Package: first" "Architecture: $arch" '' \
		"Package: shared" "Architecture: all" '' | mkdebs "$PWD/archive/pool/$arch"
	(cd archive && apt-ftparchive packages pool/"$arch") >"$dists/Packages"
done
sed -n '/^Package: shared/,/^$/p' "archive/dists/bookworm/main/binary-$ARCH/Packages" \
	>>archive/dists/bookworm/main/binary-$other/Packages
apt-ftparchive -o APT::FTPArchive::Release::Suite=bookworm \
	-o APT::FTPArchive::Release::Codename=bookworm \
	-o APT::FTPArchive::Release::Architectures="$ARCH $other" \
	-o APT::FTPArchive::Release::Components=main release archive/dists/bookworm >Release
mv Release archive/dists/bookworm/
archive_key >/dev/null
archive_sign archive/dists/bookworm archive
line=$(archive_line "$PWD/archive")

assert_exit 0 debslim plan --mirror "$line" --arch "$other,$ARCH" --include app
assert_match "^needs-$other +2 " stdout
assert_match "^needs-$ARCH +2 " stdout
assert_equal "$other $ARCH" \
	"$(sed -n 's/^custom for bookworm \([a-z0-9]*\): 3 packages.*/\1/p' stdout | paste -s -d ' ')" order
assert_exit 0 debslim plan --json --mirror "$line" --arch "$other,$ARCH" --include app
assert_json "[.[].architecture] == [\"$other\", \"$ARCH\"]" stdout
assert_json "[.[0].packages[].package] == [\"app\", \"needs-$other\", \"shared\"]" stdout
assert_json "[.[1].packages[].package] == [\"app\", \"needs-$ARCH\", \"shared\"]" stdout
assert_json ".[0].packages[0].architecture == \"$other\" and .[0].packages[2].architecture == \"all\"" stdout
# Each alone says the same, and no array; a name that is given twice counts once.
for arch in "$ARCH" $other; do
	debslim plan --json --mirror "$line" --arch "$arch,$arch" --include app >$arch.json
done
jq -s . $other.json "$ARCH.json" >one-by-one
jq . stdout >together
assert_same one-by-one together

# Restrictions in the request are read for each.
assert_exit 0 debslim plan --json --mirror "$line" --arch "$ARCH,$other" \
	--include "app, first [$ARCH]"
assert_json '[.[].totals.packages] == [4, 3]' stdout

assert_exit 0 debslim --json --mirror "$line" --arch "$ARCH,$other" --include app
assert_json "[.[].outputs[0].target] == [\"custom-bookworm-$ARCH.tar\", \"custom-bookworm-$other.tar\"]" stdout
for arch in "$ARCH" $other; do
	tar -tf "custom-bookworm-$arch.tar" >list
	assert_match "share/doc/needs-$arch/" list
	rm "custom-bookworm-$arch.tar"
done

# What one of them lacks is an error of that one, and nothing is written.
assert_exit 2 debslim --mirror "$line" --arch "$ARCH,$other" --include first
assert_says "$other: " "unknown package 'first'"
assert_absent custom-*
assert_exit 2 debslim plan --mirror "$line" --arch "$ARCH,riscv64" --include app
assert_says riscv64
assert_exit 2 debslim build --mirror "$line" --arch "$ARCH,$other" --include app -o one.tar
assert_says one.tar "several architectures"
assert_exit 2 debslim plan --all --mirror "$line" --arch "$ARCH,$other"
assert_says "one architecture"
for wrong in "$ARCH,,$other" "" AMD64 "$ARCH,x y"; do
	assert_exit 2 debslim plan --mirror "$line" --arch "$wrong" --include app
	assert_says --arch
done

# A pocket that lacks one of them is left out there, with a note.
printf '%s\n' "Package: needs-$ARCH" "Version: 3" "Architecture: $ARCH" '' | mkdebs "$PWD/pocket/pool"
archive_build "$PWD/pocket" bookworm-security
{ echo "$line"; archive_line "$PWD/pocket" bookworm-security; } >both.list
assert_exit 0 debslim plan --json --sources both.list --arch "$other,$ARCH" --include app
assert_json '[.[].packages[1].version] == ["2", "3"]' stdout
assert_says "bookworm-security: nothing for $other"
