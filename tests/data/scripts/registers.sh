#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: file /usr/share/pkg/x.conf 0644 new
# Tools that keep a register of their own.
set -e
ucf --three-way --debconf-ok /usr/share/pkg/x.conf /etc/x.conf
ucfr pkg /etc/x.conf
add-shell /bin/newsh
ldconfig
update-ca-certificates
dpkg-trigger ldconfig
update-rc.d pkg defaults >/dev/null
invoke-rc.d pkg start || exit $?
if which update-menus >/dev/null 2>&1; then update-menus; fi
tmp=$(mktemp)
echo "text" > "$tmp"
cp "$tmp" /etc/from-tmp
rm -f "$tmp"
