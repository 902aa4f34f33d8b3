#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A closed standard output is an error, not a success that delivered nothing.
. "$TOP/tests/lib/case.sh"

closed() { slim "$@" >&-; }
assert_exit 2 closed plan --include friend
assert_says "standard output"
assert_exit 2 closed build --include friend -o -
assert_says "standard output"
