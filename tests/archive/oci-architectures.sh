#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# One image for several architectures: skopeo lists and pushes them all, podman loads and runs that of the host.
#each: SUITE trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"

need skopeo podman
need_containers
host=$(dpkg --print-architecture)
case $host in amd64 | arm64 | riscv64) ;; *) skip "no image for $host" ;; esac
unpacked docker-registry
mkdir app
compile_cxx start.cc app/start
compile_cxx full.cc app/full -pthread
compile_c tls.c app/tls -lssl -lcrypto
tls_authorities
cp wrong.pem app/
ARCHITECTURE=amd64,arm64,riscv64 build_targets all --profile cc:nonroot --ca right.pem \
	-o oci:layout:cc -o oci-archive:oci.tar:cc --layers package

list() { jq -r '.manifests[].platform | [.os, .architecture, .variant // empty] | join("/")' | paste -s -d ' '; }
digest_of() { sha256sum | sed 's/ .*//; s/^/sha256:/'; }
in_container() { podman_run --volume "$PWD/app:/app:ro" --entrypoint /app/start "$image" "$@"; }
load_and_run() {
	local source image target digest architecture
	tls_serve
	registry_start
	digest=$(jq -er '.manifests[0].digest' layout/index.json)
	for source in oci:layout:cc oci-archive:oci.tar:cc; do
		assert_equal "linux/amd64 linux/arm64/v8 linux/riscv64" "$(skopeo inspect --raw "$source" | list)" "architectures of $source"
		target=docker://$REGISTRY/images/${source%%:*}:cc
		skopeo copy --quiet --all --preserve-digests --dest-tls-verify=false "$source" "$target"
		assert_equal "$digest" "$(skopeo inspect --raw --tls-verify=false "$target" | digest_of)" "digest in the registry"
	done
	skopeo copy --quiet --all --preserve-digests --src-tls-verify=false "$target" oci:back:cc
	for blob in back/blobs/sha256/*; do assert_same "$blob" "layout/blobs/sha256/${blob##*/}"; done
	podman load --quiet -i oci.tar >loaded || fail "podman load"
	image=$(sed -n 's/^Loaded image: //p' loaded)
	assert_equal "$host" "$(podman image inspect --format '{{.Architecture}}' "$image")" "what podman loaded"
	assert_runs in_container
	image=$(podman pull --quiet oci:layout:cc)
	assert_starts in_container
	for architecture in arm64 amd64 riscv64; do
		image=$(podman pull --quiet --tls-verify=false --arch $architecture "$REGISTRY/images/oci:cc")
		assert_equal $architecture "$(podman image inspect --format '{{.Architecture}}' "$image")" "what podman pulled"
		[ $architecture != "$host" ] || assert_starts in_container
	done
}
apart load_and_run
