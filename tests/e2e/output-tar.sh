#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A tar is sorted, has every parent before its children, nothing twice, numeric owners and links that lead back.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --profile scratch \
	--include docs-full,hard-dropped-first,hard-kept-first,hard-sorted,modes,names,empty-dirs,unmerged -o r.tar
python3 "$TESTS/lib/tarlist.py" --strict r.tar
# The tools people have read it without a complaint.
tar -tvf r.tar --numeric-owner >list 2>err
assert_equal "" "$(cat err)" "complaints of tar"
assert_match '^drwx.* 0/0 .*usr/' list
