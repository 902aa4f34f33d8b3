#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: no-image
# Without an image tests of files are undecided.
set -e
if [ -d /etc/pkg ]; then
	mkdir /etc/pkg/sub
fi
mkdir -p /var/lib/pkg
if [ -d /run/systemd/system ]; then
	unknown-program
fi
