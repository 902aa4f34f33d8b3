#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The debug tags bring a busybox shell with its applets under /busybox, and nothing else changes.
#each: SUITE bullseye bookworm trixie
#each: TAG debug debug-nonroot
#sample: 2
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

own_rootfs "cc:$TAG" root
assert_equal 42 "$(inside root /busybox/sh -c 'echo $((6 * 7))')" "a shell"
[ "$(find root/busybox -mindepth 1 | wc -l)" -ge 200 ] || fail "few applets"
inside root /busybox/ls -la / >list
assert_match ' etc$' list
inside root /busybox/sh -c 'export PATH=/busybox; for a in cat grep sed awk tar wget vi ps find; do command -v $a >/tmp/where || exit 1; done' || fail "applets are missing"
# Every applet is one that this busybox has.
inside root /busybox/busybox --list | sort >known
for f in root/busybox/*; do basename "$f"; done | sort >there
comm -23 there known | grep -vx busybox >unknown || :
assert_equal "" "$(cat unknown)" "applets busybox does not have"
plain=$(rootfs "cc$(echo "${TAG#debug}" | sed 's/^-/:/')")
tree_list "$plain" | cut -d' ' -f1 >a
tree_list root | cut -d' ' -f1 >b
comm -23 a b >lost
assert_equal "" "$(cat lost)" "files that debug lost"
