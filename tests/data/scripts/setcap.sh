#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# File capabilities where setcap is in the image.
#: link /sbin usr/sbin
#: file /usr/sbin/setcap 0755 x
#: file /usr/bin/ping 0755 x
#: file /usr/bin/other 0755 x
set -e
if command -v setcap >/dev/null; then
	if setcap cap_net_raw+ep /usr/bin/ping; then
		chmod u-s /usr/bin/ping
	else
		chmod u+s /usr/bin/ping
	fi
else
	chmod u+s /usr/bin/ping
fi
/sbin/setcap -q cap_net_raw,cap_net_admin=ep /usr/bin/other || true
setcap -r /usr/bin/other
setcap cap_nonsense+ep /usr/bin/other
setcap cap_net_raw+e /usr/bin/other /usr/bin/ping
