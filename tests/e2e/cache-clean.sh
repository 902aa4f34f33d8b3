#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `cache clean` removes all of it and, with --json, says how much that was.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include friend -o tree/
assert_exit 0 debslim cache --json
cp stdout before.json
assert_json '.packages.files == 1 and .lists.files > 0 and (has("removed") | not)' before.json
assert_exit 0 debslim cache clean --json
assert_json '.packages.files == 0 and .lists.files == 0 and .packages.bytes + .lists.bytes == 0' stdout
assert_equal "$(jq '.lists.bytes + .packages.bytes' before.json)" "$(jq .removed.bytes stdout)"
assert_equal "$(jq '.lists.files + .packages.files' before.json)" "$(jq .removed.files stdout)"
assert_exit 0 debslim cache clean --json
assert_json '.removed == {"files": 0, "bytes": 0}' stdout
assert_exit 0 debslim cache clean
assert_equal "" "$(cat stdout)"
