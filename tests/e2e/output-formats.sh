#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A directory, a tar in every compression and standard output hold the same, down to modes and bytes.
. "$TOP/tests/lib/case.sh"

include=docs-full,docs-link,hard-dropped-first,hard-sorted,modes,names,empty-dirs,comp-zstd
assert_exit 0 slim build --profile scratch --include $include \
	-o tree/ -o r.tar -o r.tar.gz -o r.tar.xz -o r.tar.zst
slim build --profile scratch --include $include -o - >out.tar
tar_list r.tar >want
[ "$(wc -l <want)" -gt 30 ] || fail "too few entries"
for f in r.tar.gz r.tar.xz r.tar.zst out.tar; do
	tar_list $f >got
	assert_same want got
done
# A directory made by a normal user cannot have the setgid bit of a foreign group.
tree_list tree >got
if [ "$(id -u)" -ne 0 ]; then grep -v -e modes-setgid -e mail-like want >w; mv w want; grep -v -e modes-setgid -e mail-like got >g; mv g got; fi
assert_same want got
assert_same r.tar out.tar
# They are what their names say.
gzip -dc r.tar.gz | cmp - r.tar
xz -dc r.tar.xz | cmp - r.tar
zstd -dcq r.tar.zst | cmp - r.tar
