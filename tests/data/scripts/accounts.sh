#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Users and groups by each of the tools; those of base-passwd are there.
set -e
case "$1" in
configure)
	if ! getent passwd daemond >/dev/null; then
		adduser --quiet --system --group --no-create-home --home /var/lib/daemond \
			--shell /usr/sbin/nologin --gecos "a daemon" daemond
	fi
	getent group data > /dev/null || addgroup --system data
	adduser --quiet daemond data
	getent passwd www-data > /dev/null || adduser --system www-data
	if ! id -u second >/dev/null 2>&1; then
		useradd -r -d /run/second -s /bin/false -g data -u 150 second
	fi
	groupadd -r -f third
	usermod -a -G adm,third daemond
	chown daemond:data /var/lib/daemond || true
	;;
esac
