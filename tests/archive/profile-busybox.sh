#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The profile busybox has a shell, env and a link for every applet of its binary, and each link runs.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

own_rootfs busybox root
printf '#!/bin/sh\necho "from $0: $*"\n' >root/tmp/script
printf '#!/usr/bin/env awk -f\nBEGIN { print 6 * 7 }\n' >root/tmp/sum
chmod 755 root/tmp/script root/tmp/sum
INSIDE_ENV=(PATH=/usr/bin:/bin:/busybox)
assert_equal "from /tmp/script: a b" "$(inside root /tmp/script a b)"
assert_equal 42 "$(inside root /busybox/awk -f /tmp/sum)"
assert_equal "nobody" "$(inside root /bin/sh -c 'sed -n "s/^\(nobody\):.*/\1/p" /etc/passwd | head -n 1')"
# What this machine lets the program list, each by its link; usage is printed by all of them but these.
inside root /busybox/busybox --list | grep -vx busybox | sort >list
(cd root/busybox && ls) | grep -vx busybox | sort >links
assert_same list links
[ "$(wc -l <links)" -ge 200 ] || fail "few applets"
inside root /bin/sh -c 'cd /busybox && for a in *; do
	case $a in busybox | true | false | "[" | "[[" | test | : ) continue ;; esac
	./$a --help >/tmp/out 2>&1 </dev/null || :
	grep -q -e "^Usage:" -e "^BusyBox" /tmp/out || echo "$a"
done' >silent || fail "the shell"
grep -vxE 'sh|ash|echo|printf|nologin|yes|arch|clear|hush|static-sh|linuxrc|init|getty|login|sulogin' silent >wrong || :
assert_equal "" "$(paste -s -d ' ' wrong)" "applets that do not say how they are used"
