#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Data goes to standard output, everything else to standard error.
. "$TOP/tests/lib/case.sh"

slim build -v --include friend -o - >out.tar 2>err
tar_list out.tar >/dev/null
slim plan -v --json --include friend >plan.json 2>err
jq -e . plan.json >/dev/null
slim build --json --include friend -o result.tar >report.json 2>err
jq -e . report.json >/dev/null
slim build -q --include friend -o result.tar >out 2>err
assert_equal "" "$(cat out err)" "output with -q"
# No progress line when standard error is no terminal.
slim build --include friend -o result.tar >out 2>err
assert_no_match "$(printf '\r')" err
