#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Several architectures are one image: an index within index.json, with their variants.
. "$TOP/tests/lib/case.sh"

archs=(amd64 arm64 armhf i386 ppc64el riscv64)
for arch in "${archs[@]}"; do
	dists=$PWD/archive/dists/bookworm/main/binary-$arch
	mkdir -p "$dists"
	printf '%s\n' "Package: app" "Version: 1" "Architecture: $arch" "Depends: shared" '' | mkdebs "$PWD/archive/pool/$arch"
	(cd archive && apt-ftparchive packages pool/"$arch") >"$dists/Packages"
done
printf '%s\n' "Package: shared" "Architecture: all" '' | mkdebs "$PWD/archive/pool/all"
(cd archive && apt-ftparchive packages pool/all) >all
for arch in "${archs[@]}"; do cat all >>"archive/dists/bookworm/main/binary-$arch/Packages"; done
apt-ftparchive -o APT::FTPArchive::Release::Suite=bookworm -o APT::FTPArchive::Release::Codename=bookworm \
	-o APT::FTPArchive::Release::Architectures="${archs[*]}" -o APT::FTPArchive::Release::Components=main \
	release archive/dists/bookworm >Release
mv Release archive/dists/bookworm/
archive_key >/dev/null
archive_sign archive/dists/bookworm archive
line=$(archive_line "$PWD/archive")
list=$(echo "${archs[@]}" | tr ' ' ,)

assert_exit 0 debslim build --json --mirror "$line" --arch "$list" --include app --layers package \
	-o oci-archive:a.tar:multi -o oci:dir:multi
assert_json "[.[].architecture] | join(\",\") == \"$list\"" stdout
assert_json '[.[].outputs] | unique | length == 1' stdout
digest=$(jq -r '.[0].outputs[0].digest' stdout)
for target in a.tar dir; do
	python3 "$TESTS/lib/image.py" $target >facts || fail "$target is no proper image"
	assert_json ".index.manifests | length == 1 and .[0].digest == \"$digest\" and .[0].mediaType == \"application/vnd.oci.image.index.v1+json\"" facts
	assert_json '.index.manifests[0].annotations."io.containerd.image.name" == "localhost/custom:multi"' facts
	assert_json '[.nested.manifests[].platform | [.os, .architecture, .variant] | join("/") | rtrimstr("/")] == ["linux/amd64", "linux/arm64/v8", "linux/arm/v7", "linux/386", "linux/ppc64le", "linux/riscv64"]' facts
	# A package for all architectures is one layer for all.
	assert_json '[.images[].layers[].digest] | length == 18' facts
	# shellcheck disable=SC2016 # $i is jq's
	assert_json '[.images[] | . as $i | range(.layers | length) | select($i.config.history[.].comment | startswith("shared ")) | $i.layers[.].digest] | length == 6 and (unique | length) == 1' facts
done
# docker's list knows one only: the first.
python3 "$TESTS/lib/image.py" a.tar >facts
assert_json '(.docker | length == 1) and .docker[0].Config == (.images[0].manifest.config.digest | sub("sha256:"; "blobs/sha256/"))' facts

# What one of them lacks leaves nothing of the others.
assert_exit 2 debslim build --mirror "$line" --arch "$list" --include app,gone -o oci:none:x -o oci-archive:none.tar
assert_absent none none.tar
