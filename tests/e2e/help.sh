#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --help and --version answer on standard output, and every option in the help is known.
. "$TOP/tests/lib/case.sh"

assert_exit 0 debslim --help
for word in build plan profiles --profile --output --suite --json; do assert_match "$word" stdout; done
assert_exit 0 debslim --version
assert_match '[0-9]+\.[0-9]+' stdout
assert_exit 0 debslim build --help
