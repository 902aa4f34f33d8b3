#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A tar is in order, holds what the directory holds and is no larger than the same packages elsewhere.
#each: SUITE bullseye bookworm trixie
#each: PROFILE scratch static base-nossl base cc java-base python3 nodejs perl php ruby slim build
#sample: 15
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

root=$(rootfs "$PROFILE")
python3 "$TESTS/lib/tarlist.py" --strict "$root.tar"
tree_list "$root" >a
tar_list "$root.tar" >b
# A directory made by a normal user may miss setgid bits.
if [ "$(id -u)" -ne 0 ]; then sed -i 's/ \(file\|dir\) [246]\([0-7]*\)/ \1 0\2/' a b; fi
assert_same b a
# KiB of the whole packages, from tests/data/sizes.
limit=$(awk -v s="$SUITE" -v p="$PROFILE" '$1 == s && $2 == p { print $3 }' "$TESTS/data/sizes")
size=$(($(stat -c %s "$root.tar") / 1024))
[ "$size" -le "${limit:?}" ] || fail "$size KiB, more than $limit"
