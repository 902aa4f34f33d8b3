#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Docker loads an archive under its name and runs it as its user, on a read-only root: C++ and TLS work.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"

need_containers
nonroot_images
unpacked_docker

in_container() { # ARGUMENTS...
	docker run --rm --network host --read-only --tmpfs /tmp "$image" "$@" </dev/null
}
load_and_run() {
	local file image
	tls_serve
	docker_start
	for file in docker.tar oci.tar; do
		docker load -q -i "$IMAGES/gzip/$file" >loaded || fail "docker load of $file"
		image=$(sed -n 's/^Loaded image\( ID\)\?: //p' loaded)
		case $file in
		docker.tar) assert_equal cc:nonroot "$image" "name"; assert_runs in_container ;;
		*) assert_starts in_container ;;
		esac
		docker rmi -f "$image" >/dev/null
	done
}
apart load_and_run
