# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Runs Java in a tree, as in a container with a read-only root.

# Runs a program of $ARCHITECTURE as user 65532, with /proc and /dev. WRITABLE=/tmp makes
# that directory writable.
WRITABLE=
in_container() { # ROOT PROGRAM ARGUMENTS...
	local root emulator
	local -a writable=()
	root=$(realpath "$1")
	shift
	emulator=$(emulator_of "$ARCHITECTURE")
	[ -z "$emulator" ] || { mkdir -p "$root/srv/tmp" && place_emulator "$root/srv" "$emulator" && set -- /srv/tmp/emulator "$@"; }
	if [ "$(id -u)" -eq 0 ]; then
		unshare --mount chroot / /bin/true 2>/dev/null || skip "neither mounts nor chroot are permitted here"
		env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/nonroot LANG=C.UTF-8 "${INSIDE_ENV[@]}" \
			unshare --mount --pid --fork --kill-child /bin/sh -c '
				root=$0 writable=$1
				shift
				mount --bind "$root" "$root" && mount -o remount,bind,ro "$root" &&
				mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" || exit 125
				[ -z "$writable" ] || mount -t tmpfs none "$root$writable" || exit 125
				exec /usr/sbin/chroot --userspec=65532:65532 "$root" "$@"' "$root" "$WRITABLE" "$@"
	else
		need bwrap
		bwrap --ro-bind / / true 2>/dev/null || skip "bubblewrap does not work here"
		[ -z "$WRITABLE" ] || writable=(--tmpfs "$WRITABLE")
		env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/nonroot LANG=C.UTF-8 "${INSIDE_ENV[@]}" \
			bwrap --ro-bind "$root" / --proc /proc --dev /dev "${writable[@]}" --unshare-user --uid 65532 --gid 65532 "$@"
	fi
}
# Does the same, and fails if the program writes anything to standard error.
quietly() { # ROOT PROGRAM ARGUMENTS...
	in_container "$@" 2>quiet.err || { cat quiet.err; fail "$*: status $?"; }
	[ ! -s quiet.err ] || { cat quiet.err; fail "$*: messages"; }
}

# Skips the case if the suite is older than the host's: it lacks libraries that the host's JDK needs.
need_suite_of_host() {
	local order='bullseye bookworm trixie forky' host
	host=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
	case " $order " in *" $host "*) ;; *) skip "unknown release of the host: $host" ;; esac
	case " ${order#*"$host"} " in
	*" $SUITE "*) ;;
	*) [ "$host" = "$SUITE" ] || skip "the JDK of $host does not run on $SUITE" ;;
	esac
}
