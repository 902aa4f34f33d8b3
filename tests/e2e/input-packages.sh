#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --packages with --pool builds from one index and a directory of files, and plans without the directory.
. "$TOP/tests/lib/case.sh"

archive=$(archive_common)
index=$archive/dists/bookworm/main/binary-$ARCH/Packages
assert_exit 0 debslim plan --json --packages "$index" --include first-alternative
assert_json '[.packages[].package] | sort == ["alt-one", "first-alternative"]' stdout
assert_exit 0 debslim build --packages "$index" --pool "$archive" --suite bookworm --include first-alternative -o one.tar
assert_exit 0 slim build --include first-alternative -o two.tar
tar_list one.tar >one
tar_list two.tar >two
assert_same two one
