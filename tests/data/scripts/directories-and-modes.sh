#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck disable=SC2174
#: dir /var/lib/pkg 0755
#: file /var/lib/pkg/key 0644 secret
#: dir /var/lib/pkg/sub 0700
#: file /var/lib/pkg/sub/run 0755 x
# Modes in octal and symbolic, deep ones by member.
set -e
mkdir -p -m 2750 /var/log/pkg
install -d -o root -g adm -m 0750 /var/spool/pkg
[ -d /var/lib/pkg ] || mkdir /var/lib/pkg
chmod go-rwx /var/lib/pkg/key
chmod -R u=rwX,go=rX /var/lib/pkg
chown -R www-data: /var/lib/pkg
chgrp shadow /var/lib/pkg/key /var/lib/none
umask 077
mkdir /var/lib/private
chmod 1777 /var/lib/not-there || true
mkdir -Z /var/lib/labelled
mkdir -pZ /var/lib/labelled/deep/er
