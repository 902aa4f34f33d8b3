#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Clients run an image that has its bills of materials beside it, and carry them along to a registry.
#each: SUITE bookworm
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"

need podman skopeo
need_containers
nonroot_images
unpacked_docker docker-registry
debslim build --quiet --suite "$SUITE" --arch "$ARCHITECTURE" --profile cc:nonroot --ca right.pem \
	--copy "$IMAGES/app:/app" --entrypoint /app/start --attach-sbom -o oci:layout:cc \
	-o oci-archive:oci.tar:cc -o docker-archive:docker.tar:cc:nonroot

in_container() { docker run --rm --network host --read-only --tmpfs /tmp "$image" "$@" </dev/null; }
in_containerd() { ctr run --rm --net-host --read-only "$image" "run-$RANDOM" "$@" </dev/null; }
try_all() {
	local file
	for file in oci.tar docker.tar; do
		podman load --quiet -i $file >loaded || fail "podman load of $file"
		assert_starts podman_run "$(sed -n 's/^Loaded image: //p' loaded)"
		podman rmi --all --force >/dev/null
	done
	docker_start
	docker load -q -i docker.tar >loaded || fail "docker load"
	image=cc:nonroot
	assert_starts in_container
	containerd_start
	ctr images import docker.tar >imported
	assert_equal 1 "$(wc -l <imported)" "images"
	image=$(cut -d' ' -f2 imported)
	assert_starts in_containerd

	# All manifests travel, and the digest of the whole stays.
	registry_start
	skopeo copy --quiet --all --preserve-digests --dest-tls-verify=false oci:layout:cc "docker://$REGISTRY/cc:all"
	skopeo inspect --raw --tls-verify=false "docker://$REGISTRY/cc:all" >index
	assert_equal "$(jq -r '.manifests[0].digest' layout/index.json)" "sha256:$(sha index)" "digest in the registry"
	for digest in $(jq -r '.manifests[1:][].digest' index); do
		skopeo inspect --raw --tls-verify=false "docker://$REGISTRY/cc@$digest" >manifest
		assert_equal "$(jq -r '.manifests[0].digest' index)" "$(jq -r .subject.digest manifest)" "subject"
		jq -r .artifactType manifest >>types
	done
	assert_content $'application/spdx+json\napplication/vnd.cyclonedx+json' types
	podman pull --quiet --tls-verify=false "$REGISTRY/cc:all" >pulled
	assert_starts podman_run "$(cat pulled)"
}
apart try_all
