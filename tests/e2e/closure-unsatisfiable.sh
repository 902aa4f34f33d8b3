#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A request that cannot be met ends with 3, names what is missing and who wants it, and writes nothing.
. "$TOP/tests/lib/case.sh"

assert_exit 3 slim build --include chain-a -o result.tar
assert_says wants-impossible alt-one 99
assert_absent result.tar
assert_exit 3 slim plan --include wants-missing
assert_says wants-missing no-such-package
assert_exit 3 slim plan --json --include chain-a
