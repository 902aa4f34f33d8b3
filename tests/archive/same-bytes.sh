#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Two runs over different caches, jobs, masks, zones and languages give the same bytes.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

want=$(rootfs cc).tar
(umask 077 && TZ=Asia/Tokyo LANG=de_DE.UTF-8 LC_ALL='' debslim build -j 1 --suite "$SUITE" --profile cc -o one.tar)
assert_equal "$(sha "$want")" "$(sha one.tar)" "with another umask, zone and language"
XDG_CACHE_HOME=$PWD/cache TZ=UTC debslim build -j 3 --suite "$SUITE" --profile cc -o two.tar -o two.tar.gz
assert_equal "$(sha "$want")" "$(sha two.tar)" "with an empty cache"
gzip -dc two.tar.gz | cmp - "$want"
