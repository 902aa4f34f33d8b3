#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# containerd imports each archive by the name that it bears and runs it as its user, on a read-only root.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"

need_containers
nonroot_images
unpacked containerd

in_container() { # ARGUMENTS...
	number=$((${number:-0} + 1))
	ctr run --rm --snapshotter native --net-host --read-only --fifo-dir "$PWD/fifo" --runc-root /run/runc \
		--mount type=tmpfs,src=tmpfs,dst=/tmp,options=mode=1777 "$image" "case$number" "$@" </dev/null
}
import_and_run() {
	local file image
	tls_serve
	containerd_start
	for file in gzip/oci.tar gzip/docker.tar zstd/oci.tar zstd/docker.tar; do
		ctr images import --snapshotter native --no-unpack "$IMAGES/$file" >imported
		image=$(ctr images ls -q)
		[ "$(wc -l <<<"$image")" -eq 1 ] || fail "not one image: $image"
		case $file in
		gzip/oci.tar) assert_runs in_container ;;
		*) assert_starts in_container ;;
		esac
		ctr images rm --sync "$image"
	done
}
apart import_and_run
