#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What a killed run left beside its target goes with the next run for that target; what a run is using, and what only looks like it, stays.
. "$TOP/tests/lib/case.sh"

mkdir targets
slim build --include friend -o oci:targets/layout
outputs=(-o targets/tree/ -o targets/r.tar -o oci:targets/layout)
line=$(archive_line)
left() { find targets -name '.*debslim-*' | sort; }

# Stops with its targets open: -o - is a pipe whose reader waits.
start() { # the process is left in `pid`
	rm -f pipe
	mkfifo pipe
	XDG_CACHE_HOME=$PWD/other "$DEBSLIM" build --mirror "$line" --include big "${outputs[@]}" -o - >pipe 2>/dev/null &
	pid=$!
	ON_EXIT+=("kill -KILL $pid 2>/dev/null")
	exec 3<pipe
	head -c 1024 <&3 >/dev/null
}
start
left >running
[ "$(wc -l <running)" -ge 3 ] || fail "nothing is being written: $(cat running)"
# Another run leaves it alone.
assert_exit 0 slim build --include friend "${outputs[@]}"
left >got
assert_same running got
kill -KILL $pid
wait $pid 2>/dev/null || :
exec 3<&-
assert_same running got
# Not ours to remove: other names, and other users' files.
mkdir targets/.tree.debslim-0123 targets/.tree.debslim-0123456789ABCDEF
: >targets/.other.tar.debslim-0123456789abcdef
find targets -name '.*debslim-*' | sort | grep -vxFf running >stays
if [ "$(id -u)" -eq 0 ]; then
	mkdir targets/.tree.debslim-0123456789abcdef
	chown 65534 targets/.tree.debslim-0123456789abcdef
	echo targets/.tree.debslim-0123456789abcdef >>stays
fi
assert_exit 0 slim build --include friend "${outputs[@]}"
left >got
assert_same <(sort stays) got
