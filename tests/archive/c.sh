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
