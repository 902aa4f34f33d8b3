#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A statically linked program finds users everywhere, and zones, services and certificates in static.
#each: SUITE bullseye bookworm trixie
#each: PROFILE scratch static
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/compile.sh"

own_rootfs "$PROFILE" root
compile_c static.c root/tmp/static -static
more=()
[ "$PROFILE" = scratch ] || more=(files)
assert_equal hello "$(inside root /tmp/static "${more[@]}")"
