# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Programs that load and run images: each on its own storage in the case's
# directory, in namespaces that end with the case. Cases set SUITE by `#each:`.

. "$TESTS/lib/inside.sh"
. "$TESTS/lib/compile.sh"
. "$TESTS/lib/tls.sh"

# --- namespaces ---------------------------------------------------------------

# Runs a function of the case with all that the case has defined, as root, with
# processes, mounts and a network (loopback alone) of its own and an empty /run:
# servers take any port and, like all that is mounted, are gone when it returns.
apart() { # FUNCTION ARGUMENTS...
	need_apart
	declare -p | grep -vE '^declare -[^ ]*r' >"$TMPDIR/apart.vars"
	declare -f >"$TMPDIR/apart.functions"
	unshare --net --mount --pid --fork --kill-child --mount-proc bash -euc '
		. "$0.vars" 2>/dev/null; . "$0.functions"
		ON_EXIT=()
		mount -t tmpfs tmpfs /run
		ip link set lo up
		"$@"' "$TMPDIR/apart" "$@"
}
need_apart() {
	local why
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	need unshare ip
	why=$(unshare --net --mount --pid --fork --kill-child --mount-proc mount -t tmpfs tmpfs /run 2>&1) ||
		skip "no namespaces here: $why"
}
# Waits for a server to be ready; ends the case when it does not get so. What
# keeps it from starting is the machine's, and shown.
wait_for() { # LOG COMMAND...
	local log=$1 n=0
	shift
	until "$@" >/dev/null 2>&1; do
		n=$((n + 1))
		[ $n -lt 300 ] || { tail -n 20 "$log"; return 1; }
		sleep 0.1
	done
}

# --- programs -----------------------------------------------------------------

# Programs of Debian packages that would start a service when installed: they
# are unpacked into a directory of the run, and found by PATH.
unpacked() { # PACKAGE...
	local dir
	dir=$TEST_SHARED/unpacked-$(IFS=+ && echo "$*")
	once "${dir##*/}" unpack "$dir" "$@"
	PATH=$dir/usr/sbin:$dir/usr/bin:$PATH
	UNPACKED=$dir
}
# Docker's client is a package of its own since Debian 13.
unpacked_docker() { # PACKAGE...: Docker, and these
	local packages=(docker.io tini containerd "$@")
	! apt-cache show docker-cli >/dev/null 2>&1 || packages+=(docker-cli)
	unpacked "${packages[@]}"
}
unpack() { # DIR PACKAGE...
	local dir=$1 debs=$XDG_CACHE_HOME/clients files file
	shift
	mkdir -p "$debs" "$dir" || return
	# In a directory that has them, apt would name none.
	files=$(cd "$dir" && apt-get -qq --print-uris download "$@" | cut -d' ' -f2)
	[ -n "$files" ] || { echo "no such packages: $*"; return 1; }
	(
		flock 9
		cd "$debs" && apt-get -qq -o APT::Sandbox::User=root download "$@" || return
		for file in $files; do dpkg -x "$file" "$dir" || return; done
	) 9>"$debs/lock"
}

# Whether containers can run at all: runc on a root with one static program. What
# fails after that is no fault of the machine.
need_containers() {
	need runc gcc jq
	need_apart
	once runc-probe probe_runc "$TEST_SHARED/runc-probe"
	[ ! -s "$TEST_SHARED/runc-probe/why" ] || skip "containers do not run here: $(cat "$TEST_SHARED/runc-probe/why")"
}
probe_runc() { # DIR
	mkdir -p "$1/rootfs" && cd "$1" || return
	echo 'int main(void) { return 42; }' >probe.c
	gcc -static -o rootfs/probe probe.c && runc spec &&
		jq '.process.args = ["/probe"] | .process.terminal = false' config.json >config.new &&
		mv config.new config.json || return
	local rc=0
	apart runc --root "$PWD/state" run -b . probe </dev/null >log 2>&1 || rc=$?
	[ $rc -eq 42 ] || tail -n 1 log >why
}

# podman and buildah, to be used in `apart`: from nothing but the case's directory and
# /run, whose paths must be short. Some machines mount both kinds of cgroups, which
# crun refuses, or do not let limits be raised.
PODMAN_LIMITS=(--ulimit nofile=1024:4096 --ulimit nproc=1000:1000)
engine_directories() {
	mkdir -p "$PWD/engine"
	ENGINE=(--root "$PWD/engine/root" --runroot /run/engine/run --storage-driver vfs)
	echo '{}' >"$PWD/engine/auth.json"
	printf '%s\n' 'unqualified-search-registries = []' >"$PWD/engine/registries.conf"
	echo '{"default": [{"type": "insecureAcceptAnything"}]}' >"$PWD/engine/policy.json"
	export CONTAINERS_REGISTRIES_CONF=$PWD/engine/registries.conf REGISTRY_AUTH_FILE=$PWD/engine/auth.json
}
podman() {
	engine_directories
	command podman "${ENGINE[@]}" --tmpdir /run/engine/tmp --runtime runc --cgroup-manager cgroupfs \
		--events-backend none "$@"
}
podman_run() { # OPTIONS... IMAGE ARGUMENTS...: the image's user, nothing writable but /tmp
	podman run --rm --network host --read-only --log-driver none "${PODMAN_LIMITS[@]}" "$@" </dev/null
}
buildah() { # COMMAND ARGUMENTS...
	engine_directories
	command buildah "${ENGINE[@]}" "$@"
}
buildah_bud() { buildah bud "${PODMAN_LIMITS[@]}" --runtime runc --isolation oci --signature-policy "$PWD/engine/policy.json" "$@"; }
skopeo() { command skopeo --insecure-policy --tmpdir "$TMPDIR" "$@"; }

# A daemon each, for as long as `apart` lasts; they want `unpacked` before.
docker_start() {
	export DOCKER_HOST=unix://$PWD/docker.sock DOCKER_CONFIG=$PWD/docker.config
	dockerd -H "$DOCKER_HOST" --data-root "$PWD/docker" --exec-root /run/docker --pidfile /run/docker.pid \
		-s vfs --iptables=false --ip6tables=false --bridge=none \
		--default-ulimit nofile=1024:4096 --default-ulimit nproc=1000:1000 >docker.log 2>&1 </dev/null &
	wait_for docker.log docker version || skip "dockerd does not start here: $(tail -n 1 docker.log)"
}
containerd_start() {
	export CONTAINERD_ADDRESS=$PWD/containerd.sock CONTAINERD_SNAPSHOTTER=native
	cat >containerd.toml <<-END
		version = 2
		root = "$PWD/containerd"
		state = "/run/containerd"
		disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
		[grpc]
		  address = "$CONTAINERD_ADDRESS"
		[ttrpc]
		  address = "$CONTAINERD_ADDRESS.ttrpc"
	END
	containerd -c containerd.toml >containerd.log 2>&1 </dev/null &
	wait_for containerd.log ctr version || skip "containerd does not start here: $(tail -n 1 containerd.log)"
}
# A registry on a free port; sets REGISTRY to HOST:PORT.
registry_start() {
	cat >registry.yml <<-END
		version: 0.1
		log: {level: info, accesslog: {disabled: true}}
		storage: {filesystem: {rootdirectory: "$PWD/registry"}}
		http: {addr: "127.0.0.1:0", secret: none}
	END
	# What begins with REGISTRY_ would change its configuration.
	env -u REGISTRY_AUTH_FILE docker-registry serve registry.yml >registry.log 2>&1 </dev/null &
	wait_for registry.log grep -q 'listening on 127' registry.log || fail "the registry does not start"
	REGISTRY=$(sed -n 's/.*listening on \(127[0-9.:]*\).*/\1/p' registry.log)
}

# --- images -------------------------------------------------------------------

# cc:nonroot with programs in /app, made once in a run; sets IMAGES to a directory,
# for reading only: gzip/ and zstd/ have `layout` (an OCI layout, tag cc), `oci.tar`
# (tag cc) and `docker.tar` (cc:nonroot) each, layers/ all but `oci.tar`, with a layer for
# each package; `tree` is a directory, `root.tar` the same as a tar, `build.json` the report. Its entry point is tests/data/programs/start.cc.
nonroot_images() {
	IMAGES=$TEST_SHARED/images-$SUITE
	once "${IMAGES##*/}" make_images "$IMAGES"
	cp "$IMAGES"/*.pem "$IMAGES"/server.key .
}
make_images() { # DIR
	local options=(--suite "$SUITE" --arch "$ARCHITECTURE" --profile cc:nonroot --ca right.pem
		--copy app:/app --entrypoint /app/start)
	mkdir -p "$1/app" "$1/gzip" "$1/layers" "$1/zstd"
	cd "$1" && tls_authorities && cp wrong.pem app/ &&
		compile_cxx start.cc app/start && compile_cxx full.cc app/full -pthread &&
		compile_c tls.c app/tls -lssl -lcrypto &&
		debslim build --json "${options[@]}" -o tree/ -o root.tar -o oci:gzip/layout:cc \
			-o oci-archive:gzip/oci.tar:cc -o docker-archive:gzip/docker.tar:cc:nonroot >build.json &&
		debslim build --json "${options[@]}" --layers package -o oci:layers/layout:cc \
			-o docker-archive:layers/docker.tar:cc:nonroot >layers.json &&
		debslim build --quiet "${options[@]}" --compress zstd:3 -o oci:zstd/layout:cc \
			-o oci-archive:zstd/oci.tar:cc -o docker-archive:zstd/docker.tar:cc:nonroot
}
IMAGE_SAYS='user 65532:65532 in /home/nonroot, read-only, certificates /etc/ssl/certs/ca-certificates.crt'

# A command that runs the image, with further arguments for its entry point: the user,
# the directory and the variables are the image's, and the root is read-only. IMAGE_SAYS
# is what the entry point prints.
assert_starts() { # COMMAND...
	"$@" >said || fail "$*: status $?"
	assert_content "$IMAGE_SAYS" said
}
# Besides: C++ works, TLS trusts the image's bundle, to which one authority was added,
# and no other. `tls_serve` must have been called.
assert_runs() { # COMMAND...
	local count
	assert_starts "$@"
	"$@" /app/full >said || { cat said; fail "$*: C++, status $?"; }
	count=$("$@" /app/tls count | tail -n 1)
	[ "$count" -ge 100 ] || fail "$*: $count certificates"
	assert_exit 0 "$@" /app/tls connect "$TLS_PORT"
	assert_match '^verified TLSv1\.[23] ' stdout
	assert_exit 3 "$@" /app/tls connect "$TLS_PORT" /app/wrong.pem
	assert_match '^refused: ' stderr
}
