#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# buildah builds upon an image, without a shell in it, and runs what it holds.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"

need buildah
need_containers
nonroot_images

in_container() { # ARGUMENTS...
	buildah run --runtime runc --isolation oci --network host "$container" /app/start "$@" </dev/null
}
build_and_run() {
	local container
	tls_serve
	printf '%s\n' "FROM oci-archive:$IMAGES/gzip/oci.tar:cc" 'COPY hello /srv/hello' 'RUN ["/app/start", "/app/full"]' >Containerfile
	echo hello >hello
	buildah_bud --quiet --network host -t localhost/added . >built || { cat built; fail "buildah bud"; }
	container=$(buildah from "${PODMAN_LIMITS[@]}" --quiet localhost/added)
	assert_content hello "$(buildah mount "$container")/srv/hello"
	# It has no way to make the root read-only.
	IMAGE_SAYS=${IMAGE_SAYS/read-only/writable} assert_runs in_container
	# A name is made of the path, which takes no capitals.
	ln -s "$IMAGES/gzip" "$IMAGES/zstd" .
	for from in oci:gzip/layout:cc docker-archive:gzip/docker.tar oci:zstd/layout:cc; do
		container=$(buildah from "${PODMAN_LIMITS[@]}" --quiet --signature-policy "$PWD/engine/policy.json" "$from")
		IMAGE_SAYS=${IMAGE_SAYS/read-only/writable} assert_starts in_container
	done
}
apart build_and_run
