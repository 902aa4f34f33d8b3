#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The same bytes come out whatever the number of jobs, umask, time zone, language, cache, directory or source.
. "$TOP/tests/lib/case.sh"

include=docs-full,hard-sorted,modes,names,empty-dirs,comp-xz,comp-gzip,comp-zstd,comp-none,big,unmerged
build() { slim build --profile scratch --include $include -o "$1" >/dev/null; }
build want.tar
build want.tar.gz
build want.tar.xz
build want.tar.zst
for suffix in tar tar.gz tar.xz tar.zst; do
	(umask 077 && TZ=Asia/Tokyo LANG=de_DE.UTF-8 LC_ALL='' slim build -j 1 --profile scratch --include $include -o got.$suffix)
	assert_equal "$(sha want.$suffix)" "$(sha got.$suffix)" "$suffix with one job, another umask and time zone"
done
(umask 000 && TZ=America/Lima LC_ALL=C slim build -j 2 --profile scratch --include $include -o got.tar)
assert_same want.tar got.tar
XDG_CACHE_HOME=$PWD/cache2 LC_ALL=tr_TR.UTF-8 build got.tar
assert_same want.tar got.tar
slim build --cache-dir "$PWD/cache3" -j 7 --profile scratch --include $include -o got.tar
assert_same want.tar got.tar
# The order in which packages are asked for does not matter.
slim build --profile scratch --include "$(echo $include | tr , '\n' | sort -r | paste -s -d ,)" -o got.tar
assert_same want.tar got.tar
# Nor does the way they came.
http_serve "$(archive_common)"
debslim build --mirror "$(archive_line "$HTTP_URL")" --arch "$ARCH" --profile scratch --include $include -o got.tar
assert_same want.tar got.tar
