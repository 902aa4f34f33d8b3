#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# nginx starts as its package has set it up, with workers of www-data, and answers.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

need curl ip
include_rootfs nginx root
assert_match '^www-data:x:33:33:' root/etc/passwd
assert_mode 755 root/var/log/nginx
assert_link /etc/nginx/sites-available/default root/etc/nginx/sites-enabled/default
# A container's run time brings /dev.
mkdir -p root/dev
mknod -m 666 root/dev/null c 1 3
mknod -m 666 root/dev/urandom c 1 9

serve() {
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin /usr/sbin/chroot root /usr/sbin/nginx -t
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin /usr/sbin/chroot root /usr/sbin/nginx -g 'daemon off;' &
	for _ in $(seq 100); do
		curl -fsS -o page http://127.0.0.1/ 2>/dev/null && break
		sleep 0.1
	done
	curl -fsSI -o head http://127.0.0.1/
	awk -v parent=$! '/^PPid:/ { child = $2 == parent } /^Uid:/ && child { print $2 }' /proc/[0-9]*/status >workers 2>/dev/null
	kill -QUIT $!
	wait $!
}
alone serve
assert_match 'Welcome to nginx' page
assert_match '^Server: nginx' head
assert_match '^ *33$' workers
assert_match 'GET / HTTP' root/var/log/nginx/access.log
