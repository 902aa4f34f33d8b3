#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Without a usable home the cache is a private directory in TMPDIR, with a note; one that the user names, or that is not safe there, is an error.
. "$TOP/tests/lib/case.sh"

line=$(archive_line)
as_nobody true
id=$(id -u)
[ "$id" -ne 0 ] || id=65534
private=$PWD/own/tmp/debslim-$id
echo >file
mkdir -m 555 closed
mkdir -m 1777 shared
mkdir -m 777 open
plan() { as_nobody env -u XDG_CACHE_HOME "$@" nobody/build/debslim plan --mirror "$line" --include friend; }
for home in "-u HOME" "HOME=/" "HOME=//" "HOME=" "HOME=relative" "HOME=$PWD/closed" "HOME=$PWD/file" "HOME=/nonexistent"; do
	# shellcheck disable=SC2086
	assert_exit 0 plan $home
	assert_match "note: the cache is $private " stderr
	assert_mode 700 "$private"
	rm -rf "$private"
done
assert_exit 0 plan
assert_no_match 'the cache is' stderr
assert_absent "$private"

# Named, it is used or it is an error.
assert_exit 2 plan XDG_CACHE_HOME="$PWD/closed"
assert_says "$PWD/closed"
assert_absent "$private"
assert_exit 2 as_nobody env HOME=/ nobody/build/debslim plan --mirror "$line" --include friend --cache-dir "$PWD/closed/x"
assert_says "$PWD/closed/x"
assert_absent "$private"

# What is there is believed only if nobody else can have been in it.
mkdir elsewhere
chmod 700 elsewhere
[ "$(id -u)" -ne 0 ] || chown 65534 elsewhere
for make in "ln -s $PWD/elsewhere $private" "mkdir -m 770 $private" "touch $private"; do
	$make
	[ "$(id -u)" -ne 0 ] || chown -h 65534 "$private"
	assert_exit 2 plan HOME=/
	assert_says "$private" "--cache-dir"
	rm -rf "$private"
done
assert_equal "" "$(ls -A elsewhere)" "where the link leads"
if [ "$(id -u)" -eq 0 ]; then
	mkdir -m 777 "$private"
	assert_exit 2 plan HOME=/
	assert_says "$private" "another user"
	rm -rf "$private"
fi
# A TMPDIR in which others can rename.
[ "$(id -u)" -ne 0 ] || chown 65534 open shared
assert_exit 2 plan HOME=/ TMPDIR="$PWD/open"
assert_says "$PWD/open"
assert_exit 0 plan HOME=/ TMPDIR="$PWD/shared"
assert_mode 700 "shared/debslim-$id"
