#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A signal in the middle of a download ends the program by that signal, and leaves the older target as it was and nothing else.
#each: SIGNAL TERM HUP INT
. "$TOP/tests/lib/case.sh"

mkdir targets
echo old >targets/r.tar
export HTTP_STALL=/pool/big_
http_serve "$(archive_common)"
env --default-signal="$SIGNAL" "$DEBSLIM" build --mirror "$(archive_line "$HTTP_URL")" --include friend,big \
	-o targets/r.tar -o targets/tree/ >stdout 2>stderr &
pid=$!
ON_EXIT+=("kill -KILL $pid 2>/dev/null")
n=0
until grep -q '/pool/big_' "$HTTP_LOG"; do
	n=$((n + 1))
	kill -0 $pid 2>/dev/null || { cat stderr; fail "it ended before it was signalled"; }
	[ $n -lt 600 ] || fail "no download in sight"
	sleep 0.1
done
kill -"$SIGNAL" $pid
rc=0
wait $pid || rc=$?
assert_equal $((128 + $(kill -l "$SIGNAL"))) $rc "status after SIG$SIGNAL"
assert_equal "r.tar" "$(ls -A targets)" "directory of the targets"
assert_content old targets/r.tar
find "$TMPDIR" -mindepth 1 ! -name 'http*' ! -name 'Release*' >left
assert_equal "" "$(cat left)" "left in TMPDIR"
# What was begun does not hinder the next run.
assert_exit 0 slim build --include friend,big -o targets/r.tar
