#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An unknown package ends with 2, says what was probably meant and leaves an older target as it was.
. "$TOP/tests/lib/case.sh"

echo old >result.tar
assert_exit 2 slim build --include alt-oen -o result.tar
assert_says alt-oen 'did you mean' alt-one
assert_content old result.tar
assert_exit 2 slim plan --include 'alt-one, frend'
assert_says frend 'did you mean' friend
for option in --exclude --avoid --prefer; do
	assert_exit 2 slim plan --include friend "$option" freind
	assert_says "$option" freind friend
done
assert_exit 2 slim plan --include ''
