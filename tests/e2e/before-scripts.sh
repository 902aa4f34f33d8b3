#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Maintainer scripts see /etc/nsswitch.conf, as in an installation: what they add to it is there, and what is not understood is told.
. "$TOP/tests/lib/case.sh"

mkdir repo
mkdebs repo/pool <<'P'
Package: libnss-plain
Version: 1
Files:
 script preinst '#!/bin/sh\nset -e\nif [ "$1" = install ]; then touch "${DPKG_ROOT}/etc/nsswitch.conf.nss.${DPKG_MAINTSCRIPT_PACKAGE}-will-install"; fi\n'
 script postinst '#!/bin/sh\nset -e\nmark="${DPKG_ROOT}/etc/nsswitch.conf.nss.${DPKG_MAINTSCRIPT_PACKAGE}-will-install"\nif [ "$1" = configure ] && [ -f "$mark" ] && [ -e "${DPKG_ROOT}/etc/nsswitch.conf" ]; then\necho "ethers: plain" >>"${DPKG_ROOT}/etc/nsswitch.conf"\nrm "$mark"\nfi\n'

Package: libnss-edit
Version: 1
Files:
 script postinst '#!/bin/sh\nset -e\nif [ -e /etc/nsswitch.conf ] && ! grep -q edit /etc/nsswitch.conf; then sed -E -i /etc/nsswitch.conf -e "s/^(hosts:.*)$/\\1 edit/"; fi\n'

Package: libnss-hold
Version: 1
Files:
 script postinst '#!/bin/sh\nset -e\nif [ -e /etc/nsswitch.conf ]; then sed -i /etc/nsswitch.conf -e "\$!N;P;D"; fi\n'
P
archive_build repo bookworm
build() { assert_exit 0 debslim build --mirror "$(archive_line "$PWD/repo")" --arch "$ARCH" --json --force -o tree/ "$@"; }

build --include libnss-plain
assert_match '^hosts: +files dns$' tree/etc/nsswitch.conf
assert_equal 'ethers: plain' "$(tail -n 1 tree/etc/nsswitch.conf)" 'the last line'
assert_equal tree/etc/nsswitch.conf "$(echo tree/etc/nsswitch*)" 'files'
assert_json '[.maintainer_scripts[].policy] == ["emulated", "emulated"]' stdout

build --include libnss-edit
assert_match '^hosts: +files dns edit$' tree/etc/nsswitch.conf
assert_json '.maintainer_scripts[0].policy == "emulated" and .not_made == []' stdout

# A command that is not understood is told, not passed over.
build --include libnss-hold
assert_json '.maintainer_scripts[0] | .policy == "unhandled" and (.unhandled[0].text | startswith("sed -i"))' stdout
assert_absent tree/etc/nsswitch.conf
assert_json '[.not_made[] | [.kind, .package, .path]] == [["content", "libnss-hold", "/etc/nsswitch.conf"]]' stdout
assert_says 'not fully understood' 'libnss-hold postinst'

# What a profile of one's own says of the file is the last word.
printf '%s\n' 'Profile: own' 'Inherit: scratch' 'Packages: libnss-plain' '' 'Path: /etc/nsswitch.conf' 'Type: file' 'Content:' ' hosts: files' >own.profile
build --profile ./own.profile
assert_equal 'hosts: files' "$(cat tree/etc/nsswitch.conf)" 'the file of the profile'
printf 'Before-Scripts: yes\n' >>own.profile
build --profile ./own.profile
assert_equal 'hosts: files
ethers: plain' "$(cat tree/etc/nsswitch.conf)" 'the file that the script has changed'
debslim profiles ./own.profile --json >shown.json
assert_json '[.paths[] | select(.path == "/etc/nsswitch.conf").before_scripts] == [true]' shown.json
