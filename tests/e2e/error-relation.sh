#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A relation that is no Debian relation ends with 2 and is shown.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim plan --include 'alt-one (>= 1.0), alt-two | friend'
for bad in 'alt-one (>= )' 'alt-one (1.0' 'Alt One' 'alt-one,,(' 'alt-one (=> 1.0)'; do
	assert_exit 2 slim plan --include "$bad"
	assert_says "--include: '$bad'"
done
assert_exit 2 slim plan --include ../../etc
assert_says "--include: unknown package '..'"
