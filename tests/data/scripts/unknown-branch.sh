#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What only one of two ways writes may be there or not; a file made before is no longer known.
set -e
echo a >/etc/made
if frobnicate; then
	echo b >>/etc/made
	echo c >/etc/maybe
fi
cp /etc/made /etc/copy
[ ! -e /etc/maybe ] || mkdir /srv/maybe
. /usr/share/pkg/unread.sh
echo "value=$FROM_UNREAD" >/etc/variable
