#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# PHP's settings, modules and the links that load them are as the scripts of its packages leave them.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/chroot.sh"

need_chroot
# redis, igbinary below it, and apcu ship their file in mods-available themselves.
real=$(debian php php-cli,php-cgi,php-curl,php-mbstring,php-redis,php-apcu)
cp -a "$real" before
find before/etc/php/*/mods-available -type f ! -name redis.ini ! -name igbinary.ini ! -name apcu.ini -delete
rm -rf before/etc/php/*/*/php.ini before/etc/php/*/*/conf.d/* before/var/lib/php/modules
mkdir ours
: >none
RULES=$TOP/data/rules "$BUILD/tools/effects" before 3.134 ours <none >ours.log 2>&1 || { cat ours.log; fail "effects"; }
list_tree "$real" | grep -E '^. [0-9]+ [0-9]+ [0-9]+ (etc|var/lib)/php(/| )' >real.list
LC_ALL=C sort -k5 ours/list | grep -E '^. [0-9]+ [0-9]+ [0-9]+ (etc|var/lib)/php(/| )' >ours.list
[ "$(grep -c '^l ' real.list)" -ge 30 ] || fail "too few links to compare"
diff ours.list real.list || fail "the trees differ"
n=0
while read -r f; do
	cmp "ours/root/etc/php/$f" "$real/etc/php/$f" || fail "$f differs"
	n=$((n + 1))
done < <(cd ours/root/etc/php && find . -type f)
[ "$n" -ge 10 ] || fail "only $n files were compared"
