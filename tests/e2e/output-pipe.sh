#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# When its reader goes away the program ends by SIGPIPE and says nothing; where that is ignored, with status 2 and a message; TMPDIR stays empty.
. "$TOP/tests/lib/case.sh"

line=$(archive_line)
slim build --include big -o - | cat >whole.tar
tar_list whole.tar >list

# Into a pipe that nobody reads any more; the status is left in `rc`.
unread() { # DISPOSITION ARGUMENTS...
	local how=$1 to
	shift
	rm -f pipe
	mkfifo pipe
	# Opened by another and closed again before the program starts.
	exec {to}<>pipe 4>pipe {to}<&-
	rc=0
	env "--$how-signal=PIPE" "$DEBSLIM" "$@" >&4 2>stderr || rc=$?
	exec 4>&-
}
for command in "build -o -" plan; do
	# shellcheck disable=SC2086
	unread default $command --mirror "$line" --include big
	assert_equal 141 "$rc" "status of $command"
	assert_no_match 'error|Broken' stderr
	# shellcheck disable=SC2086
	unread ignore $command --mirror "$line" --include big
	assert_equal 2 "$rc" "status of $command, SIGPIPE ignored"
	assert_says 'standard output' 'Broken pipe'
done
# Other errors are told, and keep their status.
unread default plan --mirror "$line" --include nowhere-to-be-found
assert_equal 2 "$rc" "status of an error"
assert_says nowhere-to-be-found
find "$TMPDIR" -mindepth 1 ! -name 'Release*' >left
assert_equal "" "$(cat left)" "left in TMPDIR"
