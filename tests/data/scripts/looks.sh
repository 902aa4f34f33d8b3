#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What links lead to, fields of a line, alternatives and packages that are not there.
#: dir /usr/bin 755
#: link /bin usr/bin
#: file /usr/bin/sfoo 755
set -e
if [ "$(readlink /bin)" = usr/bin ]; then
	mkdir /etc/merged
fi
if target=$(readlink /usr); then
	mkdir /etc/not-a-link
fi
for pair in one.conf:50-one.conf two.conf:60-two.conf; do
	from=$(echo $pair | cut -d: -f1)
	to=$(echo $pair | cut -d : -f 2)
	ln -s "/usr/share/$from" "/etc/$to"
done
mkdir "/etc/$(printf 'plain\n' | cut -d: -f2)"
if ! update-alternatives --display foo 2>/dev/null | grep -q sfoo; then
	update-alternatives --install /usr/bin/foo foo /usr/bin/sfoo 20
fi
if update-alternatives --display foo | grep -q sfoo; then
	mkdir /etc/not-known
fi
pam-auth-update --root "$DPKG_ROOT" --package --force
pam-auth-update --enable mkhomedir
if [ -z "$(ss -nlt 'sport = 80' | grep -v ^State)" ]; then
	invoke-rc.d foo start
fi
