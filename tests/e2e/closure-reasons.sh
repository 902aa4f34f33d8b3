#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The plan says for each package why it is there, and knows its source.
. "$TOP/tests/lib/case.sh"

planned 'first-alternative, from-source' >/dev/null
assert_json '.packages[] | select(.package == "first-alternative") | .reason.kind == "root"' plan.json
assert_json '.packages[] | select(.package == "alt-one") | .reason.kind == "depends" and .reason.by == "first-alternative"' plan.json
assert_json '.packages[] | select(.package == "alt-one") | .reason.relation | test("alt-one")' plan.json
assert_json '.packages[] | select(.package == "from-source") | .source == "the-source" and .source_version == "2.0-3" and .version == "2.0-3+b1"' plan.json
assert_json '.packages[] | select(.package == "alt-one") | .source == "alt-one" and .source_version == "1.0-1"' plan.json
