#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: dir /var/lib/own 0755
#: dir /var/lib/own/sub 0755
#: file /var/lib/own/sub/data 0644
#: file /var/lib/own/top 0600
#: link /var/lib/own/link -> top
#: link /usr/share/link -> ../../var/lib/own
# What is below a directory gets an owner or a mode, by find alone or with xargs.
set -e
addgroup --system own
adduser --system --no-create-home --home /var/lib/own --ingroup own own
dir=/var/lib/own
find $dir ! -uid "$(id -u own)" -print0 | xargs -0 -r chown own
find $dir -type d -not -group own -exec chgrp own {} +
find $dir -type f -exec chmod 0640 {} \;
find $dir -mindepth 1 -maxdepth 1 -type d -print0 | xargs -r0 chmod 0750
# Owners that do not fit, other commands and what is not known are only told.
find $dir ! -user root -print0 | xargs -0 chown own
find $dir -type f -print0 | xargs -0 rm -f
find $dir -newer /etc/passwd -exec chmod 0600 {} +
find $dir -user root -print0 | xargs -0 chown own
echo /var/lib/own | xargs chown daemon
find $dir ! -user "$(cat /proc/uptime)" -print0 | xargs -0 chown own
find $dir -exec chmod 0600 {} + -type f
find $dir -follow -type f -exec chmod 0600 {} +
find /usr/share/link/ -type f -exec chmod 0600 {} +
find /none -type f -exec chmod 0600 {} + || true
