#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: file /usr/bin/wall 0755 x
#: file /usr/bin/write 0755 x
# Listed is what was added; a glob matches several.
set -e
if ! dpkg-statoverride --list /usr/bin/wall >/dev/null 2>&1; then
	dpkg-statoverride --update --add root tty 2755 /usr/bin/wall
fi
dpkg-statoverride --quiet --list /usr/bin/wall >/dev/null || mkdir /not-listed
dpkg-statoverride --list /usr/bin/write >/dev/null ||
	dpkg-statoverride --update --add root tty 2755 /usr/bin/write
if [ "$(dpkg-statoverride --list '/usr/bin/wri*')" = 'root tty 2755 /usr/bin/write' ]; then
	mkdir /listed
fi
dpkg-statoverride --list '/sbin/*' || mkdir /none
