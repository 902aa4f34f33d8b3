#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An image with apt has the sources of the build with their keys, by --keyring, by signed-by or of both kinds, as apt reads them.
. "$TOP/tests/lib/case.sh"

archive_copy archive
mkdebs archive/pool <<'END'
Package: dpkg
Version: 1.21.22
Files:
 file /usr/bin/dpkg 0755

Package: apt
Version: 2.6.1
Depends: dpkg
Files:
 file /usr/bin/apt-get 0755
END
for suite in bookworm bullseye; do archive_build "$PWD/archive" $suite; done
key=$(archive_key) stranger=$(archive_key stranger)
build() { # SUITE OPTIONS...
	local suite=$1
	shift
	rm -rf tree
	assert_exit 0 debslim build --arch "$ARCH" --suite "$suite" "$@" --include apt -o tree/
}
# What apt itself makes of it, with the keys of the tree.
update() {
	rm -rf apt
	mkdir -p apt/lists/partial apt/parts
	cp -a tree/etc/apt apt/etc
	find apt/etc -type f -name '*sources*' -exec sed -i "s|/etc/apt/keyrings/|$PWD/tree/etc/apt/keyrings/|g" {} +
	touch apt/etc/sources.list
	apt-get update -o Dir::Etc::SourceList="$PWD/apt/etc/sources.list" -o Dir::Etc::SourceParts="$PWD/apt/etc/sources.list.d" \
		-o Dir::Etc::Trusted=/dev/null -o Dir::Etc::TrustedParts="$PWD/apt/parts" -o Dir::State::Lists="$PWD/apt/lists" \
		-o Dir::Cache="$PWD/apt" -o APT::Sandbox::User= -o APT::Update::Error-Mode=any "$@"
}
sources=tree/etc/apt/sources.list.d/debian.sources

build bookworm --mirror "deb file:$PWD/archive bookworm main" --keyring "$key"
assert_content "Types: deb
URIs: file:$PWD/archive
Suites: bookworm
Components: main
Signed-By: /etc/apt/keyrings/archive.gpg" $sources
assert_same "$key" tree/etc/apt/keyrings/archive.gpg
assert_equal 644 "$(stat -c %a tree/etc/apt/keyrings/archive.gpg)"
assert_exit 0 update
[ -n "$(find apt/lists -name '*Packages*')" ] || fail "apt fetched no list"
# A key that is not the archive's would not do: it counts.
cp "$stranger" tree/etc/apt/keyrings/archive.gpg
assert_exit 100 update

# More than one, in the order given; two of one name keep apart.
mkdir other
cp "$stranger" other/archive.gpg
build bookworm --mirror "deb file:$PWD/archive bookworm main" --keyring "$key" --keyring other/archive.gpg
assert_match '^Signed-By: /etc/apt/keyrings/archive\.gpg,/etc/apt/keyrings/2-archive\.gpg$' $sources
assert_same other/archive.gpg tree/etc/apt/keyrings/2-archive.gpg
assert_exit 0 update

# What a line names itself goes before.
build bookworm --mirror "deb [signed-by=$key] file:$PWD/archive bookworm main" --keyring "$stranger"
assert_match '^Signed-By: /etc/apt/keyrings/archive\.gpg$' $sources
assert_absent tree/etc/apt/keyrings/stranger.gpg

# In lines, as Debian 11 has them.
build bullseye --mirror "deb file:$PWD/archive bullseye main" --keyring "$key"
assert_content "deb [signed-by=/etc/apt/keyrings/archive.gpg] file:$PWD/archive bullseye main" tree/etc/apt/sources.list
assert_exit 0 update
# No apt, no sources.
rm -rf tree
assert_exit 0 debslim build --arch "$ARCH" --suite bookworm --mirror "deb file:$PWD/archive bookworm main" --keyring "$key" --include dpkg -o tree/
assert_absent tree/etc/apt
