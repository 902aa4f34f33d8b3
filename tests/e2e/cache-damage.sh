#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A damaged file in the cache is fetched or made again; offline, the run fails instead: never another result with status 0.
#each: CACHE mirror sources contents index
. "$TOP/tests/lib/case.sh"

archive_copy archive
# DAMAGE_EVERY=1 tries all there is; a part of it is enough to notice a change.
survives() { # [--plain] -- COMMAND OPTIONS...: one that prints its result
	local how=()
	while [ "$1" != -- ]; do how+=("$1"); shift; done
	shift
	# shellcheck disable=SC2016 # for the inner shell
	set -- sh -c 'out=$1; shift; exec "$@" >"$out"' sh "$PWD/out" \
		"$DEBSLIM" "$@" --cache-dir "$PWD/cache-dir" --arch "$ARCH" --include first-alternative
	assert_exit 0 "$@"
	python3 "$TESTS/lib/damage.py" --every "${DAMAGE_EVERY:-5}" "${how[@]}" cache-dir out -- "$@" >log ||
		{ cat log >&2; fail "$CACHE"; }
	tail -n 1 log
}

case $CACHE in
mirror)
	http_serve archive
	key=$(archive_key)
	set -- build -o - --mirror "deb $HTTP_URL bookworm main" --keyring "$key"
	survives -- "$@"
	# A keyring that somebody put among the trusted ones is not trusted.
	cp "$key" "$(echo cache-dir/apt/trust-*)/more.gpg"
	assert_exit 0 debslim "$@" --cache-dir "$PWD/cache-dir" --arch "$ARCH" --include first-alternative --offline
	assert_absent cache-dir/apt/trust-*/more.gpg
	;;
sources)
	# Sources written anew with copies of the keys, and lists that apt keeps compressed.
	http_serve archive
	echo "deb $HTTP_URL bookworm main" >http.list
	survives --plain -- build -o - --sources http.list --keyring "$(archive_key)" \
		--apt-option Acquire::GzipIndexes=true
	;;
contents)
	contents=archive/dists/bookworm/main/Contents
	for name in "$contents-$ARCH" "$contents-all"; do
		echo 'opt/alone misc/alt-one' >"$name"
		gzip -n -k "$name"
	done
	archive_build archive bookworm
	rm "$contents-$ARCH" "$contents-all"
	http_serve archive
	survives --plain -- why /opt/alone --json --mirror "$(archive_line "$HTTP_URL")"
	;;
index)
	cp archive/dists/bookworm/main/binary-*/Packages Packages
	survives --plain -- build -o - --packages Packages --pool archive
	# The lists of a local repository can be links to it: a change there is no damage.
	mkdir flat
	for version in 1.0 2.0; do
		printf 'Package: flat\nVersion: %s\nArchitecture: all\nSize: 1\nFilename: ./flat.deb\n' $version >flat/Packages
		assert_exit 0 debslim plan --json --mirror "deb [trusted=yes] file:$PWD/flat ./" --arch "$ARCH" --include flat
		assert_json ".packages[0].version == \"$version\"" stdout
		assert_no_match damaged stderr
	done
	;;
esac
