#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# grep and sed are carried out where their input is known (dh_installnss).
#: dir /etc 0755
#: file /etc/nsswitch.conf 0644 hosts:          files dns
#: file /etc/as-it-is 0600 hosts: files
#: file /usr/share/pkg/template 0644 ssl = @SSL@
set -e
if ! grep -q -E -e '^hosts:[^#]*\s(resolve)(\s|#|$)' /etc/nsswitch.conf; then
	sed -E -i /etc/nsswitch.conf -e '/^hosts:\s[^#]*$/ s/(\s)(dns(\s+\[[^]]+\])?)(\s|$)/\1resolve \[!UNAVAIL=return\] \2 /' -e 's/ $//'
fi
if grep -q resolve /etc/nsswitch.conf; then mkdir /srv/resolve; fi
[ "$(cat /etc/nsswitch.conf)" != "hosts:          files resolve [!UNAVAIL=return] dns" ] || mkdir /srv/edited
sed -i s/nothing/else/ /etc/as-it-is
sed "s/@SSL@/on/" /usr/share/pkg/template >/etc/made
grep -x 'ssl = on' /etc/made >/dev/null && mkdir /srv/whole
grep -qx ssl /etc/made || mkdir /srv/not-whole
grep -v ssl /etc/made || mkdir /srv/inverted
grep -qF 'ssl =' /etc/made && mkdir /srv/fixed
if [ "$(grep -i SSL /etc/made | sed -n 's/.*= //p')" = on ]; then mkdir /srv/piped; fi
printf 'a\nb\n' | grep -qe c -e b && mkdir /srv/several
# What is not known stays so.
grep -w ssl /etc/made && mkdir /srv/word
sed -i.bak s/on/off/ /etc/made
sed -ie s/on/off/ /etc/made
grep -q "$(frobnicate)" /etc/made || mkdir /srv/unknown
