#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# With dpkg in an image its database is what dpkg itself writes when it installs the same packages, to the byte.
. "$TOP/tests/lib/case.sh"

archive_copy archive
# Fields in no order of dpkg's, conffiles of all kinds, triggers, scripts, what rules leave out.
mkdebs archive/pool <<'END'
Package: dpkg
Version: 1.21.22
Essential: yes
Architecture: any
Multi-Arch: foreign
Files:
 file /usr/bin/dpkg 0755
 file /etc/dpkg/dpkg.cfg 0644 text='no-debsig\n'
 script conffiles '/etc/dpkg/dpkg.cfg\n'
 file /usr/share/doc/dpkg/copyright 0644
 file /usr/share/doc/dpkg/changelog.gz 0644

Package: data-lib
Description: a library
  of two paragraphs
  .
    and a list
Homepage: https://example.org/
Tag: role::shared-lib
Section: libs
Priority: optional
Protected: no
Essential: no
Source: the-source (2.0-3)
Version: 1:2.0-3+b1
Architecture: any
Multi-Arch: same
Replaces: data-old (<< 1.0)
Breaks: data-old (<< 1.0)
Depends: dpkg (>= 1.0)
Suggests: data-other | data-more (>= 2), data-third
Enhances: data-third
Build-Essential: yes
Original-Maintainer: Somebody <somebody@example.org>
Files:
 file /usr/lib/data/lib.so.1.0 0644
 link /usr/lib/data/lib.so.1 -> lib.so.1.0
 hard /usr/lib/data/lib.so -> /usr/lib/data/lib.so.1.0
 file /etc/data/b.conf 0644 text='b\n'
 file /etc/data/a.conf 0600 text='a\n'
 file /usr/share/doc/data-lib/copyright 0644
 file /usr/share/doc/data-lib/README 0644
 file /usr/share/doc/data-lib/list.conf 0644
 file /usr/share/man/man1/data.1.gz 0644
 dir /var/lib/data 1777
 script conffiles '/etc/data/b.conf\n/etc/data/a.conf\n/usr/share/doc/data-lib/list.conf\n'
 script shlibs 'data 1 data-lib\n'
 script triggers '# a comment\ninterest-noawait /usr/share/data\ninterest /usr/share/more\nactivate-noawait ldconfig\n'

Package: data-waits
Architecture: any
Files:
 file /usr/share/waits/x 0644
 file /usr/share/doc/data-waits/copyright 0644
 script postinst '#!/bin/sh\nset -e\nexit 0\n'
 script prerm '#!/bin/sh\n'
 script triggers 'interest-await ldconfig\ninterest other-event\n  # why\n interest-noawait   third-event \n'

Package: data-waits-too
Files:
 script triggers 'interest-noawait ldconfig\n'
 file /usr/share/doc/data-waits-too/copyright 0644

END
archive_build "$PWD/archive" bookworm
assert_exit 0 debslim build --arch "$ARCH" --mirror "$(archive_line "$PWD/archive")" --include 'data-lib, data-waits, data-waits-too, dpkg' -o tree/
ours=tree/var/lib/dpkg
assert_absent $ours/status.d

# The same with dpkg, in the order of the names.
need unshare
root=()
[ "$(id -u)" -eq 0 ] || root=(unshare -r)
mkdir -p real/var/lib/dpkg/{info,updates,triggers} real/usr/share real/etc
: >real/var/lib/dpkg/status
sed -n 's/^path-/--path-/p' tree/etc/dpkg/dpkg.cfg.d/debslim | sed 's/ /=/' >excludes
[ "$(wc -l <excludes)" -ge 10 ] || fail "only $(wc -l <excludes) lines of excludes"
mapfile -t excludes <excludes
debs=()
for p in data-lib data-waits data-waits-too dpkg; do debs+=(archive/pool/"$p"_*.deb); done
assert_exit 0 "${root[@]}" env PATH="$PATH:/usr/sbin:/sbin" dpkg --root="$PWD/real" --log=/dev/null --force-script-chrootless \
	--force-depends --no-triggers "${excludes[@]}" --install "${debs[@]}"
theirs=real/var/lib/dpkg
# Triggers were not run there; what is awaited is not yet done.
sed -i '/^Triggers-/d; s/^Status: install ok .*/Status: install ok installed/' $theirs/status
assert_same $theirs/status $ours/status
for dir in info triggers; do
	(cd $theirs/$dir && find . -type f ! -name Lock ! -name Unincorp -printf '%m %P\n' | LC_ALL=C sort) >want
	(cd $ours/$dir && find . -type f ! -name Unincorp -printf '%m %P\n' | LC_ALL=C sort) >got
	# Whoever makes a package says what mode its control files have: here all are 0755.
	sed -i 's/^755 \(.*\.\(conffiles\|triggers\|shlibs\)\)$/644 \1/' want
	LC_ALL=C sort -o want want
	assert_same want got
	while read -r _ file; do assert_same "$theirs/$dir/$file" "$ours/$dir/$file"; done <want
done
[ "$(find $ours/info -type f | wc -l)" -ge 15 ] || fail "only $(find $ours/info -type f | wc -l) files in info"
assert_match '^/usr/share/man/man1/data.1.gz$' "$ours/info/data-lib:$ARCH.list"
assert_absent tree/usr/share/man/man1/data.1.gz
assert_content "$ARCH" $ours/arch

# What the host's tools say of it.
query() { dpkg-query --admindir="$PWD/$ours" "$@"; }
assert_equal "data-lib: /etc/data/a.conf" "$(query -S /etc/data/a.conf | sed 's/:'"$ARCH"'//')"
assert_equal "" "$(dpkg --admindir="$PWD/$ours" --audit)" "what dpkg finds wrong"

# Rules that a later installation would miss are not among the excludes.
assert_no_match 'ca-certificates' tree/etc/dpkg/dpkg.cfg.d/debslim
