#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A broken source of a third party is an error, because it may hold newer versions; --allow-missing makes it a warning.
. "$TOP/tests/lib/case.sh"

{
	archive_line
	echo "deb [signed-by=$(archive_key)] http://127.0.0.1:1/ broken main"
} >"$TEST_APT/etc/sources.list"
assert_exit 5 debslim build --include first-alternative -o result.tar
assert_says 127.0.0.1 --allow-missing
assert_absent result.tar
assert_exit 0 debslim build --include first-alternative --allow-missing broken -o result.tar
assert_says 127.0.0.1
assert_file result.tar
# What only the broken one may have is not met.
assert_exit 5 debslim plan --include only-in-broken --allow-missing http://127.0.0.1:1/
assert_says only-in-broken 127.0.0.1
assert_exit 5 debslim plan --mirror "deb [signed-by=$(archive_key)] http://127.0.0.1:1/ broken main" --include alt-one
