#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# An owner that only running the script would tell: its files are named, for they have another one in the image.
#: dir /var/log/daemon 0755
#: dir /var/spool/daemon 0755
#: file /etc/daemon.conf 0644 x
user=$(daemon -k parse | sed -n 's/^user //p')
[ -n "$user" ] || user=proxy
chown $user:$user /var/log/daemon
if [ "$(stat -c %U /var/spool/daemon)" != "$user" ]; then
	chown -R "$user" /var/spool/daemon
fi
chgrp "$(daemon -k group)" /etc/daemon.conf /etc/missing
chown "$user" "$(daemon -k path)"
