#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A user without rights builds cc:nonroot, and programs run in it.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/compile.sh"

chmod 755 .
mkdir -p own/cache
option= # C.UTF-8
[ "$SUITE" != bullseye ] || option='--include libc-bin'
cat >build.sh <<END
set -e
nobody/build/debslim build --suite $SUITE --profile cc:nonroot $option -o own/root/
END
assert_exit 0 as_nobody bash build.sh
assert_equal "$(stat -c %u own)" "$(stat -c %u own/root/usr)" "owner"
compile_cxx full.cc own/full -pthread
compile_c tls.c own/tls -lssl -lcrypto
chmod 755 own/full own/tls
# As that very user where the kernel lets it, else as the user of the image.
cp own/full own/tls own/root/tmp/
if as_nobody bwrap --ro-bind / / true 2>/dev/null; then
	run() { as_nobody env -i /usr/bin/bwrap --bind own/root / --unshare-user --uid 65532 --gid 65532 "$@"; }
else
	run() { inside own/root "$@"; }
fi
assert_exit 0 run /tmp/full
assert_match '^exceptions: yes' stdout
count=$(run /tmp/tls count)
[ "$count" -ge 100 ] || fail "certificates: $count"
