# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Programs that load and run images. Each has its own storage in the case's directory and
# runs in namespaces that end with the case. Cases set SUITE by `#each:`.

. "$TESTS/lib/inside.sh"
. "$TESTS/lib/compile.sh"
. "$TESTS/lib/tls.sh"

# --- namespaces ---------------------------------------------------------------

# Runs a function of the case, with everything that the case has defined, as root in its own
# namespaces for processes, mounts and network (loopback only), with an empty /run. Servers can
# use any port. All servers and mounts are gone when it returns.
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
# Waits until a server is ready. If it does not become ready, prints the end of its log,
# since the cause is likely to be the machine, and fails.
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

# Unpacks packages that would start a service if they were installed into a directory
# of the run, and adds their programs to PATH.
unpacked() { # PACKAGE...
	local dir
	dir=$TEST_SHARED/unpacked-$(IFS=+ && echo "$*")
	once "${dir##*/}" unpack "$dir" "$@"
	PATH=$dir/usr/sbin:$dir/usr/bin:$PATH
	UNPACKED=$dir
}
# Debian 13 moved Docker's client to a separate package.
unpacked_docker() { # PACKAGE...: Docker and these packages
	local packages=(docker.io tini containerd "$@")
	! apt-cache show docker-cli >/dev/null 2>&1 || packages+=(docker-cli)
	unpacked "${packages[@]}"
}
unpack() { # DIR PACKAGE...
	local dir=$1 debs=$XDG_CACHE_HOME/clients files file
	shift
	mkdir -p "$debs" "$dir" || return
	# apt would list nothing in a directory that already has the files.
	files=$(cd "$dir" && apt-get -qq --print-uris download "$@" | cut -d' ' -f2)
	[ -n "$files" ] || { echo "no such packages: $*"; return 1; }
	(
		flock 9
		cd "$debs" && apt-get -qq -o APT::Sandbox::User=root download "$@" || return
		for file in $files; do dpkg -x "$file" "$dir" || return; done
	) 9>"$debs/lock"
}

# Skips the case if containers cannot run at all: tries runc on a root with one static
# program. The machine is not to blame for later failures.
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

# podman and buildah, for use in `apart`. They use only the case's directory and /run, since
# their paths must be short. Some machines mount both versions of cgroups, which crun rejects,
# or do not allow limits to be raised.
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
podman_run() { # OPTIONS... IMAGE ARGUMENTS...: as the image's user; only /tmp is writable
	podman run --rm --network host --read-only --log-driver none "${PODMAN_LIMITS[@]}" "$@" </dev/null
}
buildah() { # COMMAND ARGUMENTS...
	engine_directories
	command buildah "${ENGINE[@]}" "$@"
}
buildah_bud() { buildah bud "${PODMAN_LIMITS[@]}" --runtime runc --isolation oci --signature-policy "$PWD/engine/policy.json" "$@"; }
skopeo() { command skopeo --insecure-policy --tmpdir "$TMPDIR" "$@"; }

# Each starts a daemon that runs until `apart` returns; call `unpacked` first.
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
# Starts a registry on a free port; sets REGISTRY to HOST:PORT.
registry_start() {
	cat >registry.yml <<-END
		version: 0.1
		log: {level: info, accesslog: {disabled: true}}
		storage: {filesystem: {rootdirectory: "$PWD/registry"}}
		http: {addr: "127.0.0.1:0", secret: none}
	END
	# Variables that begin with REGISTRY_ change its configuration.
	env -u REGISTRY_AUTH_FILE docker-registry serve registry.yml >registry.log 2>&1 </dev/null &
	wait_for registry.log grep -q 'listening on 127' registry.log || fail "the registry does not start"
	REGISTRY=$(sed -n 's/.*listening on \(127[0-9.:]*\).*/\1/p' registry.log)
}

# --- images -------------------------------------------------------------------

# Makes images of cc:nonroot with programs in /app, once in a run, and sets IMAGES to their
# directory, which cases must not change. gzip/ and zstd/ each contain `layout` (an OCI layout, tag
# cc), `oci.tar` (tag cc) and `docker.tar` (cc:nonroot). layers/ contains the same without `oci.tar`,
# with one layer for each package. `tree` is a directory, `root.tar` the same as a tar, and
# `build.json` the report. The entry point is tests/data/programs/start.cc.
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

# Checks that a command runs the image with the image's user, directory and variables and a
# read-only root. Further arguments go to the entry point, which prints IMAGE_SAYS.
assert_starts() { # COMMAND...
	"$@" >said || fail "$*: status $?"
	assert_content "$IMAGE_SAYS" said
}
# Also checks that C++ works, and that TLS trusts the image's bundle, including the one
# authority that was added to it, and nothing else. Call `tls_serve` first.
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
