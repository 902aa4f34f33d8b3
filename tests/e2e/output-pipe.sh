#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A reader that goes away ends the run quietly or with 2, never with success.
. "$TOP/tests/lib/case.sh"

slim build --include big -o - | cat >whole.tar
tar_list whole.tar >list
set +e
slim build --include big -o - 2>stderr | head -c 1000 >/dev/null
rc=${PIPESTATUS[0]}
set -e
case $rc in 2 | 141) ;; *) cat stderr; fail "exit status $rc" ;; esac
find "$TMPDIR" -mindepth 1 ! -name 'Release*' >left
assert_equal "" "$(cat left)" "left in TMPDIR"
