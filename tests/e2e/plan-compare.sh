#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# plan --compare apt shows what apt would have installed and what only one of both takes.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim plan --json --include wants-big-or-small --compare apt
assert_json '.apt | .packages == 2 and .only_apt == ["choice-big"] and .only_here == ["choice-small"]' stdout
assert_json '.apt.installed_size > .solver.cost' stdout
assert_exit 0 slim plan --include wants-big-or-small --compare apt
grep -q '^apt would install 2 packages' stdout || fail "no comparison in the text"
assert_exit 2 slim plan --include wants-big-or-small --compare dnf
