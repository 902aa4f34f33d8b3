#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What does not verify ends with 4, be it of the suite or of a pocket, cached or not, and --allow-missing does not change that.
#each: KIND signature unsigned stranger expired damaged
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/pockets.sh"

good=$(common_pockets)
cp -r "$good" site
http_serve site
pocket_lines "$HTTP_URL" bookworm >all.list
plan() { debslim plan --arch "$ARCH" --sources all.list --include moving "$@"; }
assert_exit 0 plan --cache-dir primed
assert_match '^moving +1\.2-1 ' stdout

for dist in bookworm bookworm-updates bookworm-security; do
	rm -rf cold warm
	cp -a primed warm
	spoil site "$dist" "$KIND"
	# The last run: it is tried again, not taken from the cache.
	runs=("cold --allow-missing $dist")
	[ $dist != bookworm-security ] || runs=('warm --update' warm)
	for run in "${runs[@]}"; do
		# shellcheck disable=SC2086
		assert_exit 4 plan --cache-dir $run
		assert_says " $dist"
		[ ! -s stdout ] || fail "something was planned all the same"
	done
	repair "$good" site
done
