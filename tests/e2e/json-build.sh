#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# build --json has the plan's fields and outputs, dropped files, counts and times.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --json --profile scratch --include docs-full -o r.tar
assert_json '.profile == "scratch" and (.packages | length == 1) and has("cuts") and has("totals")' stdout
assert_json '.outputs[0].target == "r.tar" and (.outputs[0].format | length > 0)' stdout
assert_json 'all(.dropped[]; (.rule | type == "string") and (.files | type == "number") and (.bytes | type == "number"))' stdout
assert_json '.seconds | all(.resolve, .fetch, .extract, .assemble, .check, .write; type == "number" and . >= 0)' stdout
python3 - r.tar >counts <<'END'
import sys, tarfile
m = [m for m in tarfile.open(sys.argv[1]) if m.isreg()]
print(sum(x.size for x in m))
END
assert_equal "$(cat counts)" "$(jq .bytes stdout)" "bytes"
assert_json '.files > 5 and (.dropped | length > 0)' stdout
# What a rule left out is there by name and size, grouped by package and rule.
assert_json '[.left_out[].package] | . == sort' stdout
assert_json '[.left_out[] | [.package, .rule]] | length == (unique | length)' stdout
assert_json '([.left_out[].paths | to_entries[] | select(.key | endswith("/") | not)] | length) == ([.dropped[].files] | add)' stdout
assert_json '([.left_out[].paths[]] | add) == ([.dropped[].bytes] | add)' stdout
assert_json '.left_out[] | select(.package == "docs-full" and .rule == "man") | .paths | keys | all(startswith("/usr/share/man/"))' stdout
