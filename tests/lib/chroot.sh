# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# The real thing to compare with: a small Debian of $SUITE that apt and dpkg
# installed, with maintainer scripts, triggers and all.

# For reading only. DEBSLIM_CHROOTS names a folder of such trees, one for each
# suite, from an earlier run; else one is made and shared by the cases of a run.
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
	mmdebstrap --mode=root --variant=minbase --format=directory --include=ca-certificates,openssl \
		"$SUITE" "$1" "$1.list" >"$1.log" 2>&1 || { tail -n 20 "$1.log"; return 1; }
}
