#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Images for other architectures, made on this machine without running anything of them: C and C++ programs find in them what they need.
#each: ON bullseye-arm64 bullseye-armhf bullseye-i386 bookworm-arm64 bookworm-armhf bookworm-i386 bookworm-ppc64el bookworm-s390x trixie-arm64 trixie-armhf trixie-i386 trixie-ppc64el trixie-riscv64 trixie-s390x
#sample: 4
. "$TOP/tests/lib/case.sh"
SUITE=${ON%-*} ARCHITECTURE=${ON#*-}
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/compile.sh"

need_emulator "$ARCHITECTURE"
questions=(hello lookup user charsets zone threads maths temporary)
for profile in base-nossl cc:nonroot; do
	rm -rf root
	own_rootfs $profile root
	compile_c basic.c root/tmp/basic -lm -pthread
	[ "$SUITE/$profile" = bullseye/cc:nonroot ] || [ $profile = base-nossl ] || questions+=(utf8)
	inside root /tmp/basic "${questions[@]}"
done
if [ "$SUITE" = bullseye ]; then # where C.UTF-8 is an option
	rm -rf root
	build_anyway root --profile cc --include libc-bin
fi
compile_cxx full.cc root/tmp/full -pthread
inside root /tmp/full
compile_c tls.c root/tmp/tls -lssl -lcrypto
count=$(inside root /tmp/tls count)
[ "$count" -ge 100 ] || fail "only $count certificates"
