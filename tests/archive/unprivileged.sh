#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A user without rights builds cc:nonroot, and programs run in it.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

need_host_not_newer
chmod 755 .
mkdir -p own/cache
cat >build.sh <<END
set -e
nobody/build/debslim build --suite $SUITE --profile cc:nonroot -o own/root/
END
assert_exit 0 as_nobody bash build.sh
assert_equal "$(stat -c %u own)" "$(stat -c %u own/root/usr)" "owner"
compile_cxx full.cc own/full -pthread
compile_c tls.c own/tls -lssl -lcrypto
chmod 755 own/full own/tls
need bwrap
cat >run.sh <<'END'
set -e
run() { env -i /usr/bin/bwrap --bind own/root / --ro-bind own/$1 /tmp/program --unshare-user --uid 65532 --gid 65532 /tmp/program $2; }
touch own/root/tmp/program
run full
run tls count
END
as_nobody bwrap --ro-bind / / true 2>/dev/null || skip "bubblewrap does not work for a normal user here"
assert_exit 0 as_nobody bash run.sh
assert_match '^exceptions: yes' stdout
[ "$(tail -n 1 stdout)" -ge 100 ] || fail "certificates: $(tail -n 1 stdout)"
