#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What is in a file that nobody knows is never what was in it before, nor nothing.
#: dir /etc 0755
#: file /usr/share/pkg/template 0644 ssl = @SSL@
#: file /etc/shipped 0644 a
set -e
# The content goes through a temporary file.
TMP=$(mktemp)
sed -e "s/@SSL@/$(frobnicate)/" /usr/share/pkg/template >$TMP
chmod 644 $TMP
ucf $TMP /etc/by-ucf
cp $TMP /etc/by-cp
cp $TMP /etc/
install -m 0640 $TMP /etc/by-install
cat $TMP >/etc/by-cat
cat /usr/share/pkg/template $TMP >>/etc/by-append
ln $TMP /etc/by-ln
mv $TMP /etc/by-mv
chown www-data: /etc/by-mv
[ -f /etc/by-mv ] && mkdir /srv/exists
# What is known after it is known.
cp /usr/share/pkg/template /etc/by-cp
# Text that is not known.
cat <<END >/etc/here-document
id=$(uuidgen)
END
echo "id=$(uuidgen)" >/etc/echo
printf 'id=%s\n' "$(uuidgen)" >/etc/printf
echo a >/etc/half
echo "$(uuidgen)" >>/etc/half
echo b | tee /etc/tee-known >/dev/null
uuidgen | tee -a /etc/tee >/dev/null
dd if=/dev/urandom of=/etc/dd bs=1 count=4 2>/dev/null
echo c >/etc/in-place
sed -i "s/c/$(frobnicate)/" /etc/in-place
sed -i "s/a/b/w /etc/log" /etc/shipped
echo d >/etc/by-tool
frobnicate --config=/etc/by-tool
cp -a --attributes-only /usr/share/pkg/template /etc/by-option
cp "$(frobnicate)" /etc/by-name
uuidgen >/tmp/x
echo e >/etc/removed; frobnicate /etc/removed; rm /etc/removed
