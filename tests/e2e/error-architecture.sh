#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An architecture nobody knows, and one the archive does not have, end with 2 and are named.
. "$TOP/tests/lib/case.sh"

assert_exit 2 debslim plan --mirror "$(archive_line)" --arch amd46 --include alt-one
assert_says amd46
assert_exit 2 debslim plan --mirror "$(archive_line)" --arch riscv64 --include alt-one
assert_says riscv64
