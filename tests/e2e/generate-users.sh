#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Users and groups are the ones that images of this kind have, in their order, and no other.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --profile scratch -o tree/
cat >want <<'END'
root:x:0:0:root:/root:/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
END
assert_same want tree/etc/passwd
cat >want <<'END'
root:x:0:
nobody:x:65534:
tty:x:5:
staff:x:50:
nonroot:x:65532:
END
assert_same want tree/etc/group
assert_mode 644 tree/etc/passwd
assert_match '^passwd:[[:space:]]*files' tree/etc/nsswitch.conf
assert_match '^hosts:[[:space:]]*files dns' tree/etc/nsswitch.conf
assert_mode 1777 tree/tmp
