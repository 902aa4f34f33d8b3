#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --mirror takes a source line or a URI with --suite and --keyring, and replaces the host's sources.
. "$TOP/tests/lib/case.sh"

echo "deb http://127.0.0.1:1/ never main" >"$TEST_APT/etc/sources.list"
assert_exit 0 debslim plan --json --mirror "$(archive_line)" --include alt-one
assert_no_match '127\.0\.0\.1' stderr
archive_copy archive
archive_build archive bookworm-updates
assert_exit 0 debslim plan --json --mirror "file:$PWD/archive" --suite bookworm --keyring "$(archive_key)" --include alt-one
assert_json '.packages[0].package == "alt-one" and .suite == "bookworm"' stdout
assert_exit 4 debslim plan --mirror "file:$PWD/archive" --suite bookworm --keyring "$(archive_key stranger)" --include alt-one
assert_match 'NO_PUBKEY|Missing key' stderr
# Two of them.
archive_copy second
rm second/pool/*
echo 'Package: from-second' | mkdebs second/pool
archive_build second bookworm
assert_exit 0 debslim plan --json --mirror "$(archive_line)" --mirror "$(archive_line "$PWD/second")" --include from-second,alt-one
assert_json '.packages | length == 2' stdout
