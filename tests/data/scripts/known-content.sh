#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Content that goes through several commands is followed where each is known.
#: file /usr/share/pkg/a 0644 one
#: file /usr/share/pkg/b 0644 two
set -e
TMP=$(mktemp -t pkg.XXXXXX)
cat /usr/share/pkg/a >$TMP
cat /usr/share/pkg/b >>$TMP
mv $TMP /etc/moved
cp /etc/moved /etc/copied
cat /etc/copied - </usr/share/pkg/a >/etc/read
if [ "$(cat /etc/read)" = onetwoone ]; then mkdir /srv/read; fi
