#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A source that does not answer, or has no index for its Release, ends with 5, be it the suite or a pocket, cached or not.
#each: KIND 404 500 hang truncated no-index refused
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/pockets.sh"

export HTTP_ANSWERS=$PWD/answers
good=$(common_pockets)
cp -r "$good" site
http_serve site
pocket_lines "$HTTP_URL" bookworm >all.list
plan() { debslim plan --arch "$ARCH" --sources "$@" --include moving --apt-option Acquire::http::Timeout=1; }
asked() { grep -c "/dists/$1/InRelease " "$HTTP_LOG"; } # DIST
assert_exit 0 plan all.list --cache-dir primed
assert_match '^moving +1\.2-1 ' stdout

for dist in bookworm bookworm-updates bookworm-security; do
	want=5
	# That an archive answers and has no such suite is a slip in the suite's name.
	[ $dist$KIND != bookworm404 ] || want=2
	if [ "$KIND" = refused ]; then
		# Another host: apt 2.6 gives up on all ports of one that refused once.
		sed "/ $dist /s,http://[^ ]*,http://127.0.0.2:1," all.list >bad.list
		assert_exit $want plan bad.list --cache-dir cold
		assert_says "127.0.0.2:1 $dist"
		continue
	fi
	rm -rf cold warm
	cp -a primed warm
	: >"$HTTP_LOG"
	spoil site "$dist" "$KIND"
	# With lists in the cache and without. The run after a failed update: what failed is not
	# remembered as a success, though the cache was good before.
	runs=(cold)
	[ $dist = bookworm ] || runs=('warm --update' warm)
	for run in "${runs[@]}"; do
		# shellcheck disable=SC2086
		assert_exit $want plan all.list --cache-dir $run
		assert_says "$dist"
		[ ! -s stdout ] || fail "something was planned all the same"
		[ $want = 2 ] || assert_no_match 'unknown suite' stderr
	done
	# Only what failed is tried once more.
	if [ $dist$KIND = bookworm500 ]; then
		assert_equal '2 1 1' "$(asked bookworm) $(asked bookworm-updates) $(asked bookworm-security)" 'requests of each InRelease'
	fi
	case $dist in *-*) assert_says "--allow-missing $dist" ;; esac
	repair "$good" site
	[ $dist != bookworm ] || continue
	assert_exit 0 plan all.list --cache-dir warm
	assert_match '^moving +1\.2-1 ' stdout
done
