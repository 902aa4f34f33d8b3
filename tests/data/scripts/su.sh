#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What another user would find is known of files that are root's (postgresql-common).
#: dir /var/lib/pkg 0755
#: dir /var/lib/given 0755
set -e
adduser --system --group --home /var/lib/pkg --no-create-home pkg
if ! su -s /bin/sh pkg -c "test -O /var/lib/pkg && test -G /var/lib/pkg"; then
	chown pkg:pkg /var/lib/pkg
fi
[ -O /var/lib/given ] && mkdir /srv/roots
chown -R pkg: /var/lib/given
su pkg -s /bin/sh -c "test -O /var/lib/given" || mkdir /srv/not-given
su - pkg -c "[ -d /absent ]" || mkdir /srv/looked
su pkg -c "[ -w /var/lib/pkg ]" && mkdir /srv/writes
su nobody-such -c true || mkdir /srv/no-user
su pkg -c "touch /var/lib/pkg/file"
su pkg -c 'echo $HOME'
su -s /bin/sh pkg -c "frobnicate"
su root -c true
su pkg -c "test -O /absent" || mkdir /srv/absent
