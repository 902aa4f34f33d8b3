#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# podman loads each kind of image, gzip and zstd, and runs it as its user, on a read-only root: C++ and TLS work.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"

need podman
need_containers
nonroot_images

load() { # FILE
	podman load --quiet -i "$IMAGES/$1" >loaded || fail "podman load of $1"
	podman_run "$(sed -n 's/^Loaded image: //p' loaded)" "${@:2}"
	podman rmi --all --force >/dev/null
}
load_and_run() {
	local file
	tls_serve
	# It makes a name of the directory's, which must be in small letters.
	ln -s "$IMAGES/gzip/layout" "$IMAGES/zstd" .
	image=$(podman pull --quiet oci:layout:cc)
	assert_runs podman_run "$image"
	podman rmi --all --force >/dev/null
	for file in gzip/oci.tar gzip/docker.tar zstd/oci.tar zstd/docker.tar; do assert_starts load "$file"; done
	image=$(podman pull --quiet oci:zstd/layout:cc)
	assert_starts podman_run "$image"
}
apart load_and_run
