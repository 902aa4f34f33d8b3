#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A C program finds names, users, services, time zones and threads in every profile with a C library.
#each: SUITE bullseye bookworm trixie
#each: PROFILE base-nossl base cc
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/compile.sh"

own_rootfs "$PROFILE" root
compile_c basic.c root/tmp/basic -lm -pthread
questions=(hello lookup user charsets zone threads maths temporary)
[ "$PROFILE/$SUITE" = cc/bullseye ] || [ "$PROFILE" != cc ] || questions+=(utf8)
inside root /tmp/basic "${questions[@]}"
# Since glibc 2.34 this and the sources of nsswitch.conf are in libc.so.6; what is left of their libraries is empty.
compile_c asynchronous.c root/tmp/asynchronous -D_GNU_SOURCE -Wl,--as-needed -lanl -pthread
assert_equal found "$(inside root /tmp/asynchronous)"
stubs=$(find root -name 'libanl*' -o -name 'libnss_files*' -o -name 'libnss_dns*' | wc -l)
if [ "$SUITE" = bullseye ]; then assert_equal 6 "$stubs" libraries; else assert_equal 0 "$stubs" libraries; fi
