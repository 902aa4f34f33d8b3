#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# chown's forms of an owner; what chown itself refuses is not understood.
#: dir /srv/a 0755
#: file /srv/f 0644 x
set -e
adduser --system --no-create-home statd
chown statd: /srv/a
chown statd. /srv/a
chown statd:daemon /srv/f
chown www-data.adm /srv/f
chown :adm /srv/f
chown .adm /srv/f
chown 7 /srv/f
chown 7:8 /srv/f
chown : /srv/f
chown -R statd: /srv/a
chgrp adm /srv/f
install -o statd -g adm -m 0640 /srv/f /srv/g
install -d -o statd -g nogroup /srv/d
chown 0: /srv/f || true
chown statd:: /srv/f || true
