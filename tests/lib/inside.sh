# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Makes trees from the real archive and runs programs in them. Cases set SUITE by `#each:`.

. "$TESTS/lib/emulate.sh"
. "$TESTS/lib/mirror.sh"

ARCHITECTURE=${ARCHITECTURE:-$(dpkg --print-architecture)} # a case may set another
INSIDE_ENV=() # NAME=VALUE

# Prints the path ROOT of a profile's tree, which is made once in a run and shared, so that cases
# must not change it. ROOT.tar and ROOT.json are next to it.
rootfs() { # PROFILE[:TAG]
	local name=rootfs-$SUITE-$ARCHITECTURE-${1/:/-}
	once "$name" make_rootfs "$1" "$TEST_SHARED/$name"
	echo "$TEST_SHARED/$name"
}
make_rootfs() { # PROFILE[:TAG] DIR
	build_anyway "$2" --profile "$1" -o "$2.tar"
}
# Makes a private copy in the current directory and adds the files that a container's
# runtime would provide.
own_rootfs() { # PROFILE[:TAG] DIR
	local shared
	shared=$(rootfs "$1")
	cp -a "$shared" "$2"
	mkdir -p "$2/etc" "$2/tmp"
	echo '127.0.0.1 localhost' >"$2/etc/hosts"
}

# Runs a program of the tree as user 65532. The program sees only the tree, which is
# read-only except for /tmp, and a /dev like that of a container.
inside() { # ROOT PROGRAM ARGUMENTS...
	local root=$1 emulator
	local -a command=()
	shift
	emulator=$(emulator_of "$ARCHITECTURE")
	[ -z "$emulator" ] || { place_emulator "$root" "$emulator" && command=(/tmp/emulator); }
	command+=("$@")
	if [ "$(id -u)" -eq 0 ]; then
		unshare --mount chroot / /bin/true 2>/dev/null || skip "neither mounts nor chroot are permitted here"
		mkdir -p "$root/tmp"
		env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/nonroot "${INSIDE_ENV[@]}" \
			unshare --mount /bin/sh -c '
				mount --bind "$0/tmp" "$0/tmp" && mount --rbind "$0" "$0" && mount -o remount,bind,ro "$0" &&
				{ [ ! -d "$0/dev" ] || mount --rbind /dev "$0/dev"; } &&
				exec /usr/sbin/chroot --userspec=65532:65532 "$0" "$@"' "$(realpath "$root")" "${command[@]}"
	else
		need bwrap
		bwrap --ro-bind / / true 2>/dev/null || skip "bubblewrap does not work here"
		env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/nonroot "${INSIDE_ENV[@]}" \
			/usr/bin/bwrap --ro-bind "$root" / --bind "$root/tmp" /tmp --dev /dev --unshare-user --uid 65532 --gid 65532 "${command[@]}"
	fi
}
place_emulator() { # ROOT NAME
	[ -e "$1/tmp/emulator" ] || cp "$(command -v "qemu-$2-static")" "$1/tmp/emulator"
}

# Builds a tree of the packages named, in the current directory.
include_rootfs() { # RELATIONS DIR [OPTIONS...]
	local relations=$1 dir=$2
	shift 2
	debslim build --json --suite "$SUITE" --include "$relations" -o "$dir/" "$@" >"$dir.json" 2>"$dir.err" ||
		{ cat "$dir.err" >&2; fail "cannot build an image of $relations"; }
}
# Runs a shell function of the case as root in its own network namespace, which has only
# the loopback interface, so that servers can use any port.
alone() { # FUNCTION
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	unshare --net --pid --fork --kill-child --mount-proc true 2>/dev/null || skip "no network namespace here"
	# shellcheck disable=SC2163 # exports the function that the argument names
	export -f "$1"
	unshare --net --pid --fork --kill-child --mount-proc bash -euc "ip link set lo up; $1"
}
