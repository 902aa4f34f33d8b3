#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A package that is installed only in part is refused by name, in a status file and in a root.
#each: STATE half-installed unpacked half-configured triggers-awaited triggers-pending reinstreq
. "$TOP/tests/lib/case.sh"

status="install ok $STATE"
[ "$STATE" != reinstreq ] || status='install reinstreq installed'
mkdir -p root/var/lib/dpkg
cat >root/var/lib/dpkg/status <<END
Package: good
Status: install ok installed
Version: 1
Architecture: all

Package: in-between
Status: $status
Version: 1
Architecture: all
END
for where in "--status root/var/lib/dpkg/status" "--from root"; do
	# shellcheck disable=SC2086
	assert_exit 2 debslim plan $where --include good
	assert_says root/var/lib/dpkg/status "'in-between'" "$STATE"
done
