#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# build --json has the plan's fields and outputs, dropped files, counts and times.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --json --profile scratch --include docs-full -o r.tar
assert_json '.profile == "scratch" and (.packages | length == 1) and has("cuts") and has("totals")' stdout
assert_json '.outputs[0].target == "r.tar" and (.outputs[0].format | length > 0)' stdout
assert_json 'all(.dropped[]; (.rule | type == "string") and (.files | type == "number") and (.bytes | type == "number"))' stdout
assert_json '.seconds | all(.resolve, .fetch, .extract, .write; type == "number" and . >= 0)' stdout
python3 - r.tar >counts <<'END'
import sys, tarfile
m = [m for m in tarfile.open(sys.argv[1]) if m.isreg()]
print(sum(x.size for x in m))
END
assert_equal "$(cat counts)" "$(jq .bytes stdout)" "bytes"
assert_json '.files > 5 and (.dropped | length > 0)' stdout
