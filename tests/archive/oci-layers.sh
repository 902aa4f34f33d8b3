#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An image with a layer for each package is for podman and Docker the same as one with a single layer, and umoci unpacks the same tree.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"

need podman umoci
need_containers
nonroot_images
unpacked_docker
from=$IMAGES/layers

in_podman() { podman_run "$image" "$@"; }
in_docker() { docker run --rm --network host --read-only --tmpfs /tmp cc:nonroot "$@" </dev/null; }
load_and_run() {
	local image
	tls_serve
	podman load --quiet -i "$from/docker.tar" >loaded || fail "podman load"
	image=$(sed -n 's/^Loaded image: //p' loaded)
	# One for each package, and the rest.
	layers=$(podman image inspect --format '{{len .RootFS.Layers}}' "$image")
	assert_equal "$(($(jq '.packages | length' "$IMAGES/layers.json") + 1))" "$layers" layers
	assert_runs in_podman
	image=$(podman pull --quiet oci:layout:cc)
	assert_starts in_podman
	docker_start
	docker load -q -i "$from/docker.tar" >loaded || fail "docker load"
	assert_runs in_docker
}
cp -r "$from/layout" layout
umoci unpack --image layout:cc bundle >umoci.log 2>&1 || { cat umoci.log; fail "umoci unpack"; }
tree_list "$IMAGES/tree" >a
tree_list bundle/rootfs >b
assert_same a b
apart load_and_run
