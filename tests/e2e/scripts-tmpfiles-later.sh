#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A line of tmpfiles.d whose account a later package makes is carried out at the end, as the next start of a system
# would; one whose account never exists is left out with a warning. Neither takes other lines along.
. "$TOP/tests/lib/case.sh"

mkdir pkgs
mkdebs pkgs/pool <<'END'
Package: first
Files:
 file /usr/lib/tmpfiles.d/first.conf 0644 text='d /var/lib/first 0750 later later - -\nd /var/lib/other 0711 - - - -\nd /var/lib/never 0755 nobody-has-this - - -\nf /var/lib/zz 0640 later - - text\nd /var/lib/plain/x 0755 later - - -\n'
 file /var/lib/plain 0644 text='x'
 script postinst '#!/bin/sh\nset -e\nsystemd-tmpfiles --create first.conf\n'

Package: later
Depends: first
Files:
 script postinst '#!/bin/sh\nset -e\nadduser --system --group --no-create-home later\n'
END
archive_build pkgs bookworm
assert_exit 0 debslim build --json --mirror "$(archive_line "$PWD/pkgs")" --arch "$ARCH" --include later -o r.tar -o tree/
assert_says warning: usr/lib/tmpfiles.d/first.conf:3 "no account 'nobody-has-this'"
assert_json '[.warnings[] | select(contains("first.conf:1"))] == []' stdout
assert_absent tree/var/lib/never
# A line that cannot be carried out ends nothing either.
assert_says warning: usr/lib/tmpfiles.d/first.conf:5 'left out'
uid=$(sed -n 's/^later:x:\([0-9]*\):.*/\1/p' tree/etc/passwd)
gid=$(sed -n 's/^later:x:\([0-9]*\):.*/\1/p' tree/etc/group)
assert_equal "drwxr-x--- $uid/$gid" "$(tar -tvf r.tar --numeric-owner ./var/lib/first/ | cut -d ' ' -f 1,2)"
assert_equal "drwx--x--x 0/0" "$(tar -tvf r.tar --numeric-owner ./var/lib/other/ | cut -d ' ' -f 1,2)"
assert_equal "-rw-r----- $uid/0" "$(tar -tvf r.tar --numeric-owner ./var/lib/zz | cut -d ' ' -f 1,2)"
