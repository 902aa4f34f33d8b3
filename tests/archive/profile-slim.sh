#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# dpkg and apt go on from slim: audit, verify, update, simulate, install, remove; what comes later stays slim, too.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/chroot.sh"

need_chroot
# Lists of this hour: the image itself asks for the newest.
assert_exit 0 debslim build --update --suite "$SUITE" --profile slim -o root/
# No source was written by hand: those of the build, by the image's own keyring.
case $SUITE in
bullseye) sources=root/etc/apt/sources.list ;;
*) sources=root/etc/apt/sources.list.d/debian.sources ;;
esac
assert_match "$(debian_uri | sed 's,/*$,,; s/[.]/[.]/g')" $sources
[ "$SUITE" = bullseye ] || assert_match '^Signed-By: /usr/share/keyrings/debian-archive-keyring\.[gp]*$' $sources

# What a container's run time brings, and how this host reaches the archive.
mkdir -p root/proc
mknod -m 666 root/dev/null c 1 3
mknod -m 666 root/dev/urandom c 1 9
cp -L /etc/resolv.conf /etc/hosts root/etc/
cp -a root before
host_aptconf >root/etc/apt/apt.conf.d/99host
run() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive unshare -m sh -c 'mount -t proc proc root/proc && exec chroot root "$@"' sh "$@"; }

assert_exit 0 run dpkg --audit
assert_equal "" "$(cat stdout stderr)" "what dpkg --audit says"
# Missing is what the rules leave out, and nothing else differs. Bullseye's dpkg calls both "5".
run dpkg -V >verify || :
: >changed
: >missing
while read -r path; do
	if [ -e "root$path" ]; then echo "$path" >>changed; else echo "$path" >>missing; fi
done < <(sed -n 's/^[^/]*\(.*\)$/\1/; s/ (.*//; p' verify)
assert_equal "" "$(cat changed)" "files that dpkg finds changed"
[ "$(wc -l <missing)" -ge 100 ] || fail "dpkg -V names only $(wc -l <missing) files"
grep -vE '^/usr/share/(doc|man|locale|info|lintian|bug|doc-base)(/|$)' missing >unexplained || :
assert_equal "" "$(cat unexplained)" "files that dpkg misses"
assert_exit 0 run dpkg-query -S /etc/debian_version
assert_exit 0 run dpkg -s apt
assert_match '^Status: install ok installed$' stdout

assert_exit 0 run apt-get update
assert_exit 0 run apt-get check
assert_exit 0 run apt-get -s dist-upgrade
assert_match '^0 upgraded, 0 newly installed, 0 to remove' stdout
assert_exit 0 run apt-get -s install curl
assert_match '^Inst curl ' stdout
# less has an alternative with a manual page, tzdata asks, ca-certificates has triggers.
assert_exit 0 run apt-get -y --no-install-recommends install less tzdata ca-certificates
assert_no_match 'warning|error|Failed|not found' stderr
assert_exit 0 run less --version
assert_link /etc/alternatives/pager root/usr/bin/pager
assert_equal /bin/less "$(readlink root/etc/alternatives/pager | sed 's,^/usr,,')"
assert_equal copyright "$(ls root/usr/share/doc/less)"
assert_absent root/usr/share/man/man1/less.1.gz root/usr/share/man/man1/pager.1.gz
[ "$(grep -c BEGIN root/etc/ssl/certs/ca-certificates.crt)" -ge 100 ] || fail "no bundle of certificates"
assert_exit 0 run dpkg --audit
assert_equal "" "$(cat stdout stderr)" "what dpkg --audit says later"
# A package of the image comes again, and loses no more; one that came later goes.
assert_exit 0 run apt-get -y --reinstall install tar
assert_exit 0 run apt-get -y purge less
assert_exit 0 run apt-get -y autoremove --purge
assert_equal /bin/more "$(readlink root/etc/alternatives/pager | sed 's,^/usr,,')"
(cd before && find . -path ./var -prune -o -path ./etc -prune -o -type f -print | LC_ALL=C sort) >want
(cd root && find . -path ./var -prune -o -path ./etc -prune -o -type f -print | LC_ALL=C sort) >got
assert_equal "" "$(comm -23 want got)" "files that are gone"
