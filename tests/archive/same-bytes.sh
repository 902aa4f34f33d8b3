#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Two runs over different caches, jobs, masks, zones and languages give the same bytes.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"

# Lists of the same day: the shared cache may have those of an earlier one.
XDG_CACHE_HOME=$PWD/first debslim build --suite "$SUITE" --profile cc -o want.tar
(umask 077 && XDG_CACHE_HOME=$PWD/first TZ=Asia/Tokyo LANG=de_DE.UTF-8 LC_ALL='' debslim build -j 1 --suite "$SUITE" --profile cc -o one.tar)
assert_equal "$(sha want.tar)" "$(sha one.tar)" "with another umask, zone and language"
XDG_CACHE_HOME=$PWD/second TZ=UTC debslim build -j 3 --suite "$SUITE" --profile cc -o two.tar -o two.tar.gz
assert_equal "$(sha want.tar)" "$(sha two.tar)" "with an empty cache"
gzip -dc two.tar.gz | cmp - want.tar
