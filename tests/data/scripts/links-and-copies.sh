#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: file /usr/share/pkg/pkg.conf 0644 a=1
#: dir /usr/share/pkg/skel 0755
#: file /usr/share/pkg/skel/one 0600 1
#: dir /etc 0755
#: file /etc/there.conf 0644 x
set -e
if [ ! -e /etc/pkg.conf ]; then
	cp -p /usr/share/pkg/pkg.conf /etc/pkg.conf
fi
[ -e /etc/there.conf ] || cp -p /usr/share/pkg/pkg.conf /etc/there.conf
cp -a /usr/share/pkg/skel /etc/skel.d
ln -sf ../pkg.conf /etc/pkg.d/00-main
ln -s there.conf /etc/there.conf 2>/dev/null || true
mv /etc/pkg.conf /etc/pkg.conf.d
rm -f /etc/there.conf /etc/never-was
rm -rf /usr/share/pkg/skel/*
touch /etc/empty
install -m 0600 -o root -g root /dev/null /etc/secret
cp /usr/share/doc/pkg/examples/x /etc/x
