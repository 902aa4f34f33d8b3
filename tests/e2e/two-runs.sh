#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Two runs at once share a cache and both come out right.
. "$TOP/tests/lib/case.sh"

http_serve "$(archive_common)"
line=$(archive_line "$HTTP_URL")
pids=()
for n in 1 2 3; do
	debslim build --mirror "$line" --include big,docs-full,comp-xz -o $n.tar >out.$n 2>err.$n &
	pids+=($!)
done
for pid in "${pids[@]}"; do wait "$pid" || { cat err.*; fail "one of them failed"; }; done
assert_same 1.tar 2.tar
assert_same 1.tar 3.tar
