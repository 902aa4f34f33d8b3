#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: file /etc/d/a.conf 0644
#: file /etc/d/b.conf 0644
# Lists that are known are gone through, others are not guessed.
set -e
for f in /etc/d/*.conf; do
	ln -s "$f" "/run/$(basename "$f" .conf)"
done
for i in $(seq 1 3); do
	[ $i -ne 2 ] || continue
	mkdir /n$i
done
n=0
while [ $n -lt 2 ]; do
	n=$((n + 1))
	mkdir "/w$n"
done
printf 'x y\nz\n' | while read -r first rest; do
	touch "/$first"
done
for p in $(ps ax); do
	mkdir "/p/$p"
done
until true; do frobnicate; done
