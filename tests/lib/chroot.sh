# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Real installations to compare with: a small Debian of $SUITE that apt and dpkg
# installed, including maintainer scripts and triggers.
. "$TESTS/lib/mirror.sh"

# Prints the path of such a tree; cases must not change it. DEBSLIM_CHROOTS names a directory of
# trees from an earlier run, one for each suite; without one, the cases of a run share a new tree.
real_root() {
	local kept=${DEBSLIM_CHROOTS:-/nonexistent}/$SUITE
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	if [ -x "$kept/usr/sbin/update-ca-certificates" ]; then
		echo "$kept"
	else
		need mmdebstrap
		once "real-$SUITE" make_real_root "$TEST_SHARED/real-$SUITE"
		echo "$TEST_SHARED/real-$SUITE"
	fi
}
make_real_root() { # DIR
	local host
	host=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
	apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
		sed "s/ $host/ $SUITE/" | sort -u >"$1.list"
	[ -s "$1.list" ] || fail "the host's apt has no lists of Debian"
	mmdebstrap_quiet --variant=minbase --format=directory --include=ca-certificates,openssl "$SUITE" "$1" "$1.list"
}

need_chroot() {
	need mmdebstrap
	[ -n "$(debian_uri)" ] || skip "the host's apt has no lists of Debian"
	[ "$(id -u)" -eq 0 ] || skip "needs root"
	unshare -m true 2>/dev/null || skip "needs a mount namespace of its own"
}

# Prints the path of a tree with these packages; cases must not change it. The tree comes from
# an earlier run (DEBSLIM_CHROOTS/SUITE-NAME), or is made once and shared.
debian() { # NAME PACKAGES
	local kept=${DEBSLIM_CHROOTS:-/nonexistent}/$SUITE-$1
	if [ -d "$kept/etc" ]; then
		echo "$kept"
		return
	fi
	once "debian-$SUITE-$1" make_debian "$TEST_SHARED/debian-$SUITE-$1" "$2" >&2
	echo "$TEST_SHARED/debian-$SUITE-$1"
}
# Prints the host's settings for reaching its archive, as lines of apt.conf(5).
host_aptconf() {
	apt-config dump | sed -n 's/^\(Acquire::\(https\?::Proxy\|Check-Valid-Until\|Check-Date\) ".\+"\);$/\1;/p'
}
make_debian() { # DIR PACKAGES
	mmdebstrap_quiet --variant=minbase --include="$2" "$SUITE" "$1" "deb $(debian_uri) $SUITE main"
}
# Runs mmdebstrap as root, with the host's settings for its archive. If it fails, so does
# the case: without access to an archive, need_chroot would have skipped the case.
mmdebstrap_quiet() { # OPTIONS...
	local options=() line log=$TMPDIR/mmdebstrap.log
	while read -r line; do options+=("--aptopt=${line%;}"); done < <(host_aptconf)
	mmdebstrap --mode=root "${options[@]}" "$@" >"$log" 2>&1 || { tail -n 20 "$log" >&2; return 1; }
}

# Runs a shell in a tree, with /proc mounted while it runs.
in_debian() { # DIR <COMMANDS
	unshare -m sh -c 'mount -t proc proc "$1/proc" && exec chroot "$1" sh -e' sh "$1"
}

# Lists type, mode, owner, path and target of every member of a tree.
list_tree() { # DIR
	(cd "$1" && find . -mindepth 1 \( -type f -o -type d -o -type l \) -printf '%y %m %U %G %P %l\n') | LC_ALL=C sort -k5
}

# Prints the path of a tree that mmdebstrap made from the Essential packages and apt, with a merged
# /usr as in debslim's images. Bookworm needs usr-is-merged for that; a hook merges bullseye.
apt_root() {
	local kept=${DEBSLIM_CHROOTS:-/nonexistent}/$SUITE-apt
	if [ -d "$kept/etc" ]; then
		echo "$kept"
		return
	fi
	once "apt-$SUITE" make_apt_root "$TEST_SHARED/apt-$SUITE" >&2
	echo "$TEST_SHARED/apt-$SUITE"
}
make_apt_root() { # DIR
	local options=()
	case $SUITE in
	bullseye) options+=('--setup-hook=cd "$1" && for d in bin sbin lib lib64; do mkdir -p usr/$d && ln -s usr/$d $d; done') ;;
	bookworm) options+=(--include=usr-is-merged --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr) ;;
	esac
	mmdebstrap_quiet --variant=apt "${options[@]}" "$SUITE" "$1" "$(main_line)"
}
# The suite alone, without its pockets, so that both sides of a comparison use the same one.
main_line() { echo "deb $(debian_uri) $SUITE main"; }
