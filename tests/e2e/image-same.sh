#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every blob and the archive are the same for any number of jobs, umask, time zone and language, at any time.
. "$TOP/tests/lib/case.sh"

run() { slim build --profile static --include big,modes,docs-full,comp-xz,empty-dirs "$@"; }
for how in "--layers one" "--layers 3" "--layers package" "--compress zstd:3" "--compress zstd:3 --layers package"; do
	# shellcheck disable=SC2086
	assert_exit 0 run $how -j 1 -o oci-archive:one.tar -o oci:one/
	# shellcheck disable=SC2086
	(umask 077 && TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 assert_exit 0 run $how -j 5 -o oci-archive:five.tar -o oci:five/)
	assert_same one.tar five.tar
	(cd one && find . -type f -exec sha256sum {} + | sort) >one.list
	(cd five && find . -type f -exec sha256sum {} + | sort) >five.list
	assert_same one.list five.list
	rm -r one five
done
