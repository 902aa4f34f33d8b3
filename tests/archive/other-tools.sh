#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What README shows for other tools: imports from a pipe, a directory without a container engine, Dockerfiles, a debug container.
#each: TOOL podman docker bwrap chroot nspawn add stages debug
#each: SUITE bookworm
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"
set -o pipefail

options=(--suite "$SUITE" --arch "$ARCHITECTURE" --quiet)
# A tar has no place for the image's configuration.
changes=(--change 'USER 65532' --change 'WORKDIR /home/nonroot' --change 'ENTRYPOINT ["/app/start"]'
	--change 'ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt')
configuration=('WORKDIR /home/nonroot' 'USER 65532' 'ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt' 'ENTRYPOINT ["/app/start"]')

# --- from a pipe: the network that debslim may need is outside of `apart` -------

to_pipe() { debslim build "${options[@]}" --profile cc:nonroot --ca right.pem --copy "$IMAGES/app:/app" -o -; }
in_podman() { podman_run "$image" "$@"; }
podman_imports() {
	image=$(podman import --quiet "${changes[@]}" - cc:nonroot)
	tls_serve
	assert_runs in_podman
}
in_docker() { docker run --rm --network host --read-only --tmpfs /tmp cc:nonroot "$@" </dev/null; }
docker_imports() {
	docker_start
	docker import "${changes[@]}" - cc:nonroot >imported
	tls_serve
	assert_runs in_docker
}

# --- a directory: user and variables are the caller's --------------------------------

assert_in() { # SAYS COMMAND...: the entry point, then a program in C++
	assert_equal "$1, certificates none" "$("${@:2}" /app/start)" "$2"
	"${@:2}" /app/full >said || { cat said; fail "$2: C++, status $?"; }
}
in_bwrap() {
	env -i /usr/bin/bwrap --ro-bind "$IMAGES/tree" / --proc /proc --dev /dev --tmpfs /tmp --unshare-all \
		--uid 65532 --gid 65532 --chdir /home "$@" </dev/null
}
in_chroot() { env -i /usr/sbin/chroot --userspec 65532:65532 root "$@" </dev/null; }
in_nspawn() {
	systemd-nspawn --quiet --directory "$IMAGES/tree" --as-pid2 --register=no --keep-unit --read-only \
		--link-journal=no --console=pipe "$@" </dev/null
}

# --- Dockerfiles ------------------------------------------------------------------

# Everything of an image must be as in a directory, but for its root, which buildah makes.
assert_tree() { # DIRECTORY IMAGE
	local container
	container=$(buildah from "${PODMAN_LIMITS[@]}" --quiet "$2")
	list "$1" >a
	list "$(buildah mount "$container")" >b
	diff a b >&2 || fail "the image is not what $1 has"
}
list() { # DIRECTORY
	tree_list "$1" | sed '/^\. /d'
	find "$1" -mindepth 1 -printf '%P %U:%G\n' | sort
}
add_builds() {
	cp "$IMAGES/root.tar" .
	printf '%s\n' 'FROM scratch' 'ADD root.tar /' "${configuration[@]}" >Dockerfile
	buildah_bud --quiet -t localhost/added . >built || { cat built; fail "buildah bud"; }
	assert_tree "$IMAGES/tree" localhost/added
	image=localhost/added
	tls_serve
	assert_runs in_podman
}
# The first stage's base is an image of debslim with debslim in it, and what it builds
# from lies in a directory: there is no network.
base_with_debslim() {
	local depends
	mkdir -p debian archive "$XDG_CACHE_HOME/clients-pool"
	: >debian/control
	depends=$(dpkg-shlibdeps -O "$DEBSLIM" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
	debslim build "${options[@]}" --profile slim --include "$depends" --copy "$DEBSLIM:/usr/bin/" \
		--copy "$TOP/data:/usr/share/debslim" --compress none -o oci-archive:base.tar:base
	debslim build --json "${options[@]}" --profile cc:nonroot --ca right.pem --copy "$IMAGES/app:/app" -o want/ >want.json
	jq -r '.packages[] | "\(.package)=\(.version)"' want.json >names
	(cd "$XDG_CACHE_HOME/clients-pool" && flock . xargs apt-get -qq -o APT::Sandbox::User=root download) <names
	while IFS='=' read -r package version; do
		cp "$XDG_CACHE_HOME/clients-pool/${package}_${version//:/%3a}"_*.deb archive/
	done <names
	(cd archive && apt-ftparchive packages . >Packages)
}
stages_build() {
	cp -r "$IMAGES/app" .
	printf '%s\n' 'FROM oci-archive:base.tar:base AS root' 'COPY archive /archive' 'COPY right.pem /' \
		'ENV DEBSLIM_DATA=/usr/share/debslim' 'RUN debslim --packages /archive/Packages --pool /archive --profile cc:nonroot --ca /right.pem -o /rootfs/' \
		'FROM scratch' 'COPY --from=root /rootfs/ /' 'COPY app /app' "${configuration[@]}" >Dockerfile
	buildah_bud --quiet --network host -t localhost/staged . >built 2>&1 || { cat built; fail "buildah bud"; }
	assert_tree want localhost/staged
	image=localhost/staged
	tls_serve
	assert_runs in_podman
}

# --- a debug container ------------------------------------------------------------

# As `kubectl debug --target` does: the processes of a container without a shell, and
# through them its files, seen from one that has busybox and the same user.
debug_sees() {
	podman load --quiet -i "$IMAGES/gzip/docker.tar" >loaded && podman load --quiet -i busybox.tar >>loaded || fail "podman load"
	{ read -r image; read -r busybox; } < <(sed -n 's/^Loaded image: //p' loaded)
	podman run --detach --quiet --name app --network host --read-only --log-driver none "${PODMAN_LIMITS[@]}" \
		--volume "$PWD/wait:/wait:ro" --entrypoint /wait/wait "$image" </dev/null >started
	assert_exit 127 podman exec app /bin/sh -c true
	podman_run --pid container:app "$busybox" \
		/busybox/sh -c 'ps -o pid,args; cat /proc/1/root/etc/os-release; ls -l /proc/1/root/app; test ! -e /app' >seen ||
		{ cat seen; fail "the debug container: status $?"; }
	assert_match '^ *1 /wait/wait' seen
	assert_match '^VERSION_CODENAME='"$SUITE" seen
	assert_match ' start$' seen
	podman rm --force --time 0 app >/dev/null
}

case $TOOL in
podman)
	need podman
	need_containers
	nonroot_images
	to_pipe | apart podman_imports
	;;
docker)
	need_containers
	nonroot_images
	unpacked_docker
	to_pipe | apart docker_imports
	;;
bwrap)
	need bwrap
	bwrap --ro-bind / / --unshare-all true || skip "bubblewrap does not work here"
	nonroot_images
	assert_in "user 65532:65532 in /home, read-only" in_bwrap
	;;
chroot)
	chroot / true || skip "chroot is not permitted here"
	nonroot_images
	cp -a "$IMAGES/tree" root
	assert_in "user 65532:65532 in /, writable" in_chroot
	;;
nspawn)
	nonroot_images
	unpacked systemd-container libsystemd-shared libkmod2
	lib=$UNPACKED/usr/lib/$(uname -m)-linux-gnu
	LD_LIBRARY_PATH=$lib/systemd:$lib
	export LD_LIBRARY_PATH
	systemd-nspawn --version >/dev/null || skip "systemd-nspawn does not start here"
	apart assert_in "user 0:0 in /, read-only" in_nspawn
	;;
add)
	need buildah podman
	need_containers
	nonroot_images
	apart add_builds
	;;
stages)
	need buildah podman dpkg-shlibdeps apt-ftparchive
	need_containers
	[ "$(. /etc/os-release && echo "$VERSION_CODENAME")" = "$SUITE" ] || skip "debslim was not built for $SUITE"
	nonroot_images
	base_with_debslim
	apart stages_build
	;;
debug)
	need podman
	need_containers
	nonroot_images
	mkdir wait
	echo 'int main(void) { for (;;) pause(); }' | gcc -include unistd.h -static -o wait/wait -xc -
	debslim build "${options[@]}" --profile busybox:nonroot -o docker-archive:busybox.tar:busybox:latest
	apart debug_sees
	;;
esac
