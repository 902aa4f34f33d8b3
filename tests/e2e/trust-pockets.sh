#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What does not verify ends with 4, be it of the suite or of a pocket, cached or not, and --allow-missing does not change that.
#each: KIND signature unsigned stranger expired damaged
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/pockets.sh"

make_pockets good bookworm
cp -r good site
http_serve site
pocket_lines "$HTTP_URL" bookworm >all.list
plan() { debslim plan --arch "$ARCH" --sources all.list --include moving "$@"; }

for dist in bookworm bookworm-updates bookworm-security; do
	rm -rf site warm
	cp -r good site
	assert_exit 0 plan --cache-dir warm
	assert_match '^moving +1\.2-1 ' stdout
	spoil site "$dist" "$KIND"
	for cache in cold.$dist warm; do
		for more in --quiet "--allow-missing=$dist"; do
			assert_exit 4 plan --cache-dir "$cache" --update "$more"
			assert_says " $dist"
			assert_no_match 'moving' stdout
		done
		# It is tried again, not taken from the cache.
		assert_exit 4 plan --cache-dir "$cache"
	done
done
