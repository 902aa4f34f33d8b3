#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A source that does not answer, or has no index for its Release, ends with 5, be it the suite or a pocket, cached or not.
#each: KIND 404 410 403 500 503 hang truncated no-index refused
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/pockets.sh"

export HTTP_ANSWERS=$PWD/answers
make_pockets good bookworm
cp -r good site
http_serve site
pocket_lines "$HTTP_URL" bookworm >all.list
plan() { debslim plan --arch "$ARCH" --sources "$@" --include moving --apt-option Acquire::http::Timeout=1; }

for dist in bookworm bookworm-updates bookworm-security; do
	rm -rf site warm "$HTTP_ANSWERS"
	cp -r good site
	assert_exit 0 plan all.list --cache-dir warm
	assert_match '^moving +1\.2-1 ' stdout
	want=5
	# That an archive answers and has no such suite is a slip in the suite's name.
	if [[ $dist$KIND = bookworm4[01][04] ]]; then want=2; fi
	if [ "$KIND" = refused ]; then
		sed "/ $dist /s,http://[^ ]*,http://127.0.0.1:1," all.list >bad.list
		assert_exit $want plan bad.list --cache-dir cold
		assert_says "127.0.0.1:1 $dist"
		continue
	fi
	spoil site "$dist" "$KIND"
	for cache in cold.$dist warm; do
		assert_exit $want plan all.list --cache-dir "$cache" --update
		assert_says "$dist"
		assert_no_match 'moving' stdout
	done
	[ $want = 2 ] || assert_no_match 'unknown suite' stderr
	case $dist in *-*) assert_says "--allow-missing $dist" ;; esac
	# It is not remembered as a success, neither of the new cache nor of the one that was good.
	for cache in cold.$dist warm; do assert_exit $want plan all.list --cache-dir "$cache"; done
	rm -rf site "$HTTP_ANSWERS"
	cp -r good site
	find site -exec touch -d '2 minutes' {} +
	for cache in cold.$dist warm; do
		assert_exit 0 plan all.list --cache-dir "$cache"
		assert_match '^moving +1\.2-1 ' stdout
	done
done
