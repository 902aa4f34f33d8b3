#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: script preinst
#: file /usr/bin/tool 0755 x
# A diversion is listed once it is made.
set -e
if [ -z "$(dpkg-divert --listpackage /usr/bin/tool)" ]; then
	dpkg-divert --package pkg --add --rename --divert /usr/bin/tool.distrib /usr/bin/tool
fi
[ "$(dpkg-divert --truename /usr/bin/tool)" = /usr/bin/tool.distrib ]
[ ! -e /usr/bin/tool ]
dpkg-divert --remove --rename /usr/bin/never
