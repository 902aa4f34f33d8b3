#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --raw keeps every file of exactly the packages and generates nothing.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --raw --include docs-full,docs-link,copyright-link,empty-dirs,names -o tree/
mkdir want
for p in docs-full docs-link copyright-link empty-dirs names; do
	dpkg-deb --fsys-tarfile "$(archive_common)"/pool/${p}_*.deb | tar -x -C want
done
tree_list want | grep -v '^\. ' >a
tree_list tree | grep -v '^\. ' >b
assert_same a b
