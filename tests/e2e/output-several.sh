#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Several targets of one run are all made, and --json tells size and digest of each.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --json --include docs-full -o a.tar -o b.tar.gz -o c/
assert_json '.outputs | length == 3' stdout
assert_json '[.outputs[].target] == ["a.tar", "b.tar.gz", "c/"] or [.outputs[].target] == ["a.tar", "b.tar.gz", "c"]' stdout
for f in a.tar b.tar.gz; do
	assert_equal "$(sha $f)" "$(jq -r ".outputs[] | select(.target == \"$f\") | .sha256" stdout)" "sha256 of $f"
	assert_equal "$(stat -c %s $f)" "$(jq -r ".outputs[] | select(.target == \"$f\") | .size" stdout)" "size of $f"
done
