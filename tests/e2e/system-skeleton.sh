#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Directories and links of every Debian are in every image but those that say exactly what they have, and packages land behind the links.
. "$TOP/tests/lib/case.sh"

mkdebs pkgs/pool <<'END'
Package: plain
Files:
 file /usr/share/plain/x 0644

Package: old-run
Files:
 dir /var/run/old-run 0750 owner=33:33
 dir /var/lock 0755
 file /var/run/old-run/state 0644 text='x\n'

Package: odd-mail
Files:
 dir /var/mail 0700
 link /opt -> /srv

Package: hosts-maker
Files:
 file /usr/share/hosts-maker/x 0644
 script postinst '#!/bin/sh -e\nif [ "$1" = configure ] && [ ! -e /etc/resolv.conf ] && [ -d /var/log ]; then\n echo made >/etc/resolv.conf\nfi\n'
END
archive_build pkgs bookworm
cp -r pkgs trixie
rm -r trixie/dists
archive_build trixie trixie
own() { debslim "$1" --mirror "$(archive_line "$PWD/pkgs")" --arch "$ARCH" "${@:2}"; }
listed() { # TAR: type, mode, owner, path, target of what is no file
	python3 - "$1" <<'END'
import sys, tarfile
for m in sorted(tarfile.open(sys.argv[1]), key=lambda m: m.name):
    n = m.name.removeprefix("./").strip("/")
    if n and not n.startswith("var/lib/dpkg/status.d"):
        print("dl"[m.issym()] if not m.isfile() else "f", "%04o" % m.mode, m.uid, m.gid, n, m.linkname)
END
}

assert_exit 0 own build --include plain -o plain.tar
listed plain.tar >plain
for line in 'l 0777 0 0 var/run /run' 'l 0777 0 0 var/lock /run/lock' 'd 1777 0 0 run/lock ' 'l 0777 0 0 bin usr/bin' \
	'd 0755 0 0 usr/bin ' 'd 2775 0 8 var/mail ' 'l 0777 0 0 var/spool/mail ../mail' 'd 2775 0 50 var/local ' \
	'd 0755 0 0 var/log ' 'd 0755 0 0 var/lib ' 'd 0755 0 0 usr/local/bin ' 'd 0755 0 0 srv ' 'd 1777 0 0 var/tmp ' \
	'd 0755 0 0 dev ' 'd 0700 0 0 root ' 'f 0644 0 0 etc/resolv.conf '; do
	grep -qxF "$line" plain || { cat plain >&2; fail "not in the image: $line"; }
done
# What a size rule leaves out is not made, and no link to it.
assert_no_match ' usr/(share|local/share)/man | usr/local/man | usr/include ' plain
assert_exit 0 own build --include plain --rule man=keep -o man.tar
listed man.tar >with-man
assert_match '^l 0777 0 0 usr/local/man share/man$' with-man
# It is the suite's.
assert_exit 0 debslim build --mirror "$(archive_line "$PWD/trixie" trixie)" --arch "$ARCH" --include plain -o trixie.tar
listed trixie.tar >trixie.list
assert_match '^d 0755 0 0 var/local $' trixie.list

# A package's files below a link are where it leads; its own idea of a directory does not count.
assert_exit 0 own build --include old-run,odd-mail -o tree/
assert_link /run tree/var/run
assert_link /run/lock tree/var/lock
assert_mode 1777 tree/run/lock
assert_content x tree/run/old-run/state
assert_mode 2775 tree/var/mail
assert_dir tree/opt

# Scripts see it; the file for a runtime to bind over is made where there is none.
assert_exit 0 own build --include hosts-maker -o hosts/
assert_content made hosts/etc/resolv.conf
[ ! -s tree/etc/resolv.conf ] || fail "resolv.conf is not empty"

# A profile that says so has what it lists; more is asked for with an --include or a profile on top.
assert_exit 0 own build --profile scratch -o scratch/
assert_absent scratch/var/run scratch/etc/resolv.conf scratch/srv
assert_exit 0 own build --profile scratch --include plain -o more/
assert_link /run more/var/run
assert_file more/etc/resolv.conf
printf 'Profile: mine\nInherit: scratch\n' >mine.profile
assert_exit 0 own build --profile ./mine.profile -o mine/
assert_link /run mine/var/run
printf 'Profile: mine\nInherit: scratch\nBase-Accounts: used\nPackages: plain\n' >mine.profile
assert_exit 0 own build --profile ./mine.profile -o exact/
assert_absent exact/var/run exact/etc/resolv.conf
assert_exit 0 own build --raw --include plain -o raw/
assert_absent raw/var raw/etc
