#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An input file that is missing or is none ends with 2 and is named.
. "$TOP/tests/lib/case.sh"

archive_line >"$TEST_APT/etc/sources.list"
for option in --sources --keyring --debs --packages --status --from; do
	assert_exit 2 debslim plan "$option" "$PWD/missing-file" --include alt-one
	assert_says missing-file
done
echo 'hello there' >text
for option in --sources --keyring --status --from; do
	assert_exit 2 debslim plan "$option" "$PWD/text" --include alt-one
	assert_says "$PWD/text"
done
# What is to be a package or an index of some and is malformed has failed verification.
for option in --debs --packages; do
	assert_exit 4 debslim plan "$option" "$PWD/text" --include alt-one
	assert_says text
done
# Two answers to one question.
assert_exit 2 slim plan --sources "$PWD/missing-file" --include alt-one
assert_says --mirror --sources
