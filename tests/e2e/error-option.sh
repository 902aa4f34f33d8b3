#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An unknown option or command is an error that says what was probably meant.
. "$TOP/tests/lib/case.sh"

assert_exit 2 debslim build --inclde alt-one
assert_says --inclde 'did you mean' --include
assert_exit 2 debslim biuld --include alt-one
assert_says biuld 'did you mean' build
assert_exit 2 debslim build --include
assert_says --include
assert_exit 2 debslim plan --jobs many --include alt-one
assert_says jobs many
assert_equal "" "$(cat stdout)" "standard output"
