#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Where the kernel or a container refuses filters of system calls or files in memory, the image is the same; the filter is missed in one warning.
. "$TOP/tests/lib/case.sh"

rc=0
"$BUILD/tools/refuse" memfd 38 true 2>reason || rc=$?
[ $rc -ne 77 ] || skip "$(cat reason)"
line=$(archive_line)
refused() { assert_exit 0 "$BUILD/tools/refuse" "$@" "$DEBSLIM" build --mirror "$line" --include friend,modes,big -o r.tar; }
slim build --include friend,modes,big -o want.tar
for errno in 38 1; do # ENOSYS, EPERM
	refused memfd $errno
	assert_same want.tar r.tar
	assert_no_match warning stderr
done
# A tmpfs has seals of its own.
if [ "$(stat -f -c %T /dev/shm 2>/dev/null)" = tmpfs ] && [ -w /dev/shm ]; then
	TMPDIR=/dev/shm refused memfd 38
	assert_same want.tar r.tar
fi
# EINVAL as old kernels, EPERM, ENOSYS, and a filter that ends whoever asks.
for errno in 22 1 38 0; do
	refused seccomp $errno
	assert_same want.tar r.tar
	assert_equal 1 "$(grep -c 'warning: .*seccomp' stderr)" "warnings (errno $errno)"
done
refused prctl 1
assert_same want.tar r.tar
