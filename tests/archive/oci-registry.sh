#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What skopeo pushes to a registry comes back with the same digest, and podman runs it from there.
#each: SUITE bookworm trixie
#each: COMPRESSION gzip zstd
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"

need skopeo podman
need_containers
nonroot_images
unpacked docker-registry

digest_of() { sha256sum | sed 's/ .*//; s/^/sha256:/'; }
push_and_pull() {
	local from=$IMAGES/$COMPRESSION digest target
	registry_start
	digest=$(jq -er '.manifests[0].digest' "$from/layout/index.json")
	for source in "oci:$from/layout:cc" "oci-archive:$from/oci.tar:cc"; do
		target=docker://$REGISTRY/images/${source%%:*}:nonroot
		skopeo copy --quiet --preserve-digests --dest-tls-verify=false "$source" "$target"
		assert_equal "$digest" "$(skopeo inspect --raw --tls-verify=false "$target" | digest_of)" "digest in the registry"
		skopeo copy --quiet --preserve-digests --src-tls-verify=false "$target" "oci:back-${source%%:*}:cc"
		assert_equal "$digest" "$(jq -er '.manifests[0].digest' "back-${source%%:*}/index.json")" "digest that came back"
		# Every blob, too.
		for blob in "back-${source%%:*}"/blobs/sha256/*; do assert_same "$blob" "$from/layout/blobs/sha256/${blob##*/}"; done
	done
	podman pull --quiet --tls-verify=false "$REGISTRY/images/oci:nonroot" >pulled
	assert_starts podman_run "$(cat pulled)"
}
apart push_and_pull
