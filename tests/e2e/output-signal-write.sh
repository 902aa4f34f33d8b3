#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A signal while the result is being written ends the program by that signal and leaves nothing in TMPDIR.
. "$TOP/tests/lib/case.sh"

mkfifo pipe
env --default-signal=TERM "$DEBSLIM" build --mirror "$(archive_line)" --include big -o - >pipe 2>stderr &
pid=$!
ON_EXIT+=("kill -KILL $pid 2>/dev/null")
exec 3<pipe
# The first bytes are there: the writer fills the pipe and waits.
head -c 1024 <&3 >/dev/null
kill -TERM $pid
exec 3<&-
rc=0
wait $pid || rc=$?
assert_equal 143 $rc "status after SIGTERM"
find "$TMPDIR" -mindepth 1 ! -name 'Release*' >left
assert_equal "" "$(cat left)" "left in TMPDIR"
