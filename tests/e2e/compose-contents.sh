#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Files come through whole from every compression, at any size, empty ones and empty directories included.
. "$TOP/tests/lib/case.sh"

include=comp-xz,comp-gzip,comp-zstd,comp-none,big,empty-file,empty-dirs
assert_exit 0 slim build --json --include $include -o tree/
mkdir want
for p in comp-xz comp-gzip comp-zstd comp-none big empty-file; do
	dpkg-deb --fsys-tarfile "$(archive_common)"/pool/${p}_*.deb | tar -x -C want
done
for f in usr/share/comp/xz usr/share/comp/gzip usr/share/comp/zstd usr/share/comp/none usr/share/big/big; do
	assert_same want/$f tree/$f
done
assert_content "" tree/usr/share/empty-file
assert_dir tree/var/lib/empty-dirs tree/usr/share/empty-dirs/nested
