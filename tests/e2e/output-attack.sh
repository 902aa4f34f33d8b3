#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Another user who renames, swaps and adds in the old tree's /tmp changes nothing outside, hinders no rebuild and leaves nothing beside the target.
. "$TOP/tests/lib/case.sh"

[ "$(id -u)" -eq 0 ] || skip "only root can start a program as another user"
need setpriv
ROUNDS=${ROUNDS:-5}
mkdir -m 755 targets outside
mkdir outside/victim own tool
echo secret >outside/victim/file
chmod 640 outside/victim/file
chmod 751 outside/victim
cp "$BUILD/tools/attack" tool/
chmod -R a+rX tool
chown 65534:65534 own
build() { slim build --profile scratch --include friend -o targets/tree/; }
state() { find outside -printf '%p %m %U %G\n' | sort; }

assert_exit 0 build
assert_mode 1777 targets/tree/tmp
state >before
for victim in "$PWD/outside/victim" "$PWD/outside/victim/file"; do
	setpriv --reuid=65534 --regid=65534 --clear-groups tool/attack "$PWD/targets/tree" "$victim" "$PWD/own" 2>/dev/null &
	pid=$!
	ON_EXIT+=("kill -KILL $pid 2>/dev/null")
	for ((i = 0; i < ROUNDS; i++)); do
		assert_exit 0 build
		state >after
		assert_same before after
	done
	kill -KILL $pid
	wait $pid 2>/dev/null || :
done
assert_exit 0 build
assert_equal tree "$(ls -A targets)" "beside the target"
