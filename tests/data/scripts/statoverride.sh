#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: file /usr/bin/wall 0755 x
# Nothing is listed at a first installation.
set -e
if ! dpkg-statoverride --list /usr/bin/wall >/dev/null 2>&1; then
	dpkg-statoverride --update --add root tty 2755 /usr/bin/wall
fi
