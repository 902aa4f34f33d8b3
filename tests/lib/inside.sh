# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Trees from the real archive, and programs in them. Cases set SUITE by `#each:`.

# The tree of a profile, made once in a run and shared: for reading only. Beside
# it stand ROOT.tar and ROOT.json.
rootfs() { # PROFILE[:TAG]
	local name=$SUITE-${1/:/-}
	once "rootfs-$name" make_rootfs "$1" "$TEST_SHARED/rootfs-$name"
	echo "$TEST_SHARED/rootfs-$name"
}
make_rootfs() { # PROFILE[:TAG] DIR
	debslim build --json --suite "$SUITE" --profile "$1" -o "$2/" -o "$2.tar" >"$2.json"
}
# A copy of one's own, in the current folder, with what a container's run time
# brings along.
own_rootfs() { # PROFILE[:TAG] DIR
	local shared
	shared=$(rootfs "$1")
	cp -a "$shared" "$2"
	mkdir -p "$2/etc" "$2/tmp"
	echo '127.0.0.1 localhost' >"$2/etc/hosts"
}

# What is compiled here runs there only if the suite is not older than this host.
need_host_not_newer() {
	local order='bullseye bookworm trixie forky' host
	host=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
	case " $order " in *" $host "*) ;; *) skip "unknown release of the host: $host" ;; esac
	case " ${order#*"$host"} " in
	*" $SUITE "*) ;;
	*) [ "$host" = "$SUITE" ] || skip "programs compiled on $host do not run on $SUITE" ;;
	esac
}

# Runs a program of the tree, as the user 65532, seeing nothing but the tree.
inside() { # ROOT PROGRAM ARGUMENTS...
	local root=$1
	shift
	if [ "$(id -u)" -eq 0 ]; then
		chroot / /bin/true 2>/dev/null || skip "chroot is not permitted here"
		env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/nonroot "${INSIDE_ENV[@]}" \
			/usr/sbin/chroot --userspec=65532:65532 "$root" "$@"
	else
		need bwrap
		bwrap --ro-bind / / true 2>/dev/null || skip "bubblewrap does not work here"
		env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/nonroot "${INSIDE_ENV[@]}" \
			/usr/bin/bwrap --bind "$root" / --unshare-user --uid 65532 --gid 65532 "$@"
	fi
}
INSIDE_ENV=() # NAME=VALUE

compile_c() { # SOURCE OUTPUT FLAGS...
	local source=$TESTS/data/programs/$1 output=$2
	shift 2
	gcc -std=gnu17 -O1 -Wall -Wextra -o "$output" "$source" "$@"
}
compile_cxx() { # SOURCE OUTPUT FLAGS...
	local source=$TESTS/data/programs/$1 output=$2
	shift 2
	g++ -std=gnu++17 -O1 -Wall -Wextra -o "$output" "$source" "$@"
}

# A tree of packages asked for by name, in the current folder.
include_rootfs() { # RELATIONS DIR [OPTIONS...]
	local relations=$1 dir=$2
	shift 2
	debslim build --json --suite "$SUITE" --include "$relations" -o "$dir/" "$@" >"$dir.json" 2>"$dir.err" ||
		{ cat "$dir.err" >&2; fail "cannot build an image of $relations"; }
}
# Runs a shell function of the case as root, with a network of its own that has
# loopback alone: servers may take the ports that they like.
alone() { # FUNCTION
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	unshare --net --pid --fork --kill-child --mount-proc true 2>/dev/null || skip "no network namespace here"
	# shellcheck disable=SC2163 # the name that the argument holds is meant
	export -f "$1"
	unshare --net --pid --fork --kill-child --mount-proc bash -euc "ip link set lo up; $1"
}
