#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A tar is not written to a terminal.
. "$TOP/tests/lib/case.sh"

need script
rc=0
script -qec "'$DEBSLIM' build --mirror '$(archive_line)' --include friend -o -" /dev/null >stdout 2>&1 </dev/null || rc=$?
assert_equal 2 $rc "exit status"
assert_match terminal stdout
