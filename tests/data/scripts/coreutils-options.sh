#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The options of coreutils: those that change nothing here, those that do, and those whose result only running tells.
#: dir /srv/d 0755
#: dir /srv/e 0755
#: file /srv/a 0644 a
#: file /srv/b 0644 b
#: file /srv/old 0644 old
#: file /srv/d/x 0644 x
#: link /srv/link d
set -e
mkdir -pZ /srv/new --context
mkdir -Z -m 0750 /srv/new/er
chown -R -H daemon /srv/link
chown -R daemon /srv/link
chown -h daemon /srv/link
chgrp -RL --no-preserve-root adm /srv/d
chmod --preserve-root -R -H 0700 /srv/d
cp -t /srv/d /srv/a /srv/b
cp --target-directory=/srv/e --reflink=auto --sparse never /srv/a
ln -s -t /srv/e /srv/b
mv -n /srv/a /srv/b
mv /srv/a /srv/b /srv/new
install -C -m 0600 /srv/old /srv/new/old
rm -rf --one-file-system --preserve-root /srv/e
touch -f --time=atime /srv/touched
chown --from=root adm /srv/old || true
chown --reference=/srv/d /srv/old || true
cp -b /srv/d/x /srv/old || true
mv -u /srv/d/x /srv/old || true
