#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# plan --json has every field of the contract, with its type.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim plan --json --profile scratch:nonroot --include first-alternative,cut-debconf
cp stdout plan.json
assert_json '.debslim | type == "string" and length > 0' plan.json
assert_json '.profile == "scratch" and .tag == "nonroot" and .suite == "bookworm"' plan.json
assert_json ".architecture == \"$ARCH\"" plan.json
assert_json '.packages | length == 4' plan.json
assert_json 'all(.packages[]; (.package | type == "string") and (.version | length > 0) and (.architecture | length > 0) and (.source | length > 0) and (.source_version | length > 0))' plan.json
assert_json 'all(.packages[]; (.installed_size | type == "number") and .installed_size >= 1024 and .download_size > 300)' plan.json
assert_json 'all(.packages[]; (.sha256 | test("^[0-9a-f]{64}$")) and (.uri | type == "string"))' plan.json
assert_json 'all(.packages[]; (.reason.kind == "root" or .reason.kind == "depends") and (.reason | has("by")) and (.reason | has("relation")))' plan.json
assert_json '(.cuts | length == 1) and all(.cuts[]; has("package") and has("relation") and has("rule") and has("reason"))' plan.json
assert_json '.maintainer_scripts | type == "array"' plan.json
assert_json '.solver | (.objective | type == "string") and (.cost | type == "number") and has("lower_bound") and has("optimal")' plan.json
assert_json '.totals.packages == (.packages | length)' plan.json
assert_json '.totals.installed_size == ([.packages[].installed_size] | add)' plan.json
assert_json '.totals.download_size == ([.packages[].download_size] | add)' plan.json
# The digest is the one of the file.
sha256=$(jq -r '.packages[] | select(.package == "alt-one") | .sha256' plan.json)
assert_equal "$(sha "$(archive_common)"/pool/alt-one_*.deb)" "$sha256" "sha256"
# -s is plan.
assert_exit 0 slim build -s --json --profile scratch:nonroot --include first-alternative,cut-debconf -o never.tar
assert_same plan.json stdout
assert_absent never.tar
