#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An input file that is missing or is none ends with 2 and is named.
. "$TOP/tests/lib/case.sh"

archive_line >"$TEST_APT/etc/sources.list"
for option in --sources --keyring --debs --packages --status --from; do
	assert_exit 2 debslim plan "$option" "$PWD/missing-file" --include alt-one
	assert_says missing-file
done
# Two answers to one question.
assert_exit 2 slim plan --sources "$PWD/missing-file" --include alt-one
assert_says --mirror --sources
