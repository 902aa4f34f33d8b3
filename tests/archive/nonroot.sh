#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The tag nonroot knows its user and gives it a home directory.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/compile.sh"

own_rootfs cc:nonroot root
assert_match '^nonroot:x:65532:65532:nonroot:/home/nonroot:' root/etc/passwd
assert_mode 700 root/home/nonroot
assert_equal "$(id -u | sed 's/^0$/65532/')" "$(stat -c %u root/home/nonroot)" "owner of the home directory"
compile_c basic.c root/tmp/basic -lm -pthread
inside root /tmp/basic user temporary
python3 - "$(rootfs cc:nonroot).tar" <<'END'
import sys, tarfile
m = {x.name.strip("/").removeprefix("./"): x for x in tarfile.open(sys.argv[1])}["home/nonroot"]
assert (m.uid, m.gid, m.mode) == (65532, 65532, 0o700), (m.uid, m.gid, m.mode)
END
