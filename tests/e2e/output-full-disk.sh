#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A full disk ends with 2, leaves the older target as it was and nothing half-made.
. "$TOP/tests/lib/case.sh"

# A small disk that nobody else sees, or, in a chroot, one below this directory.
disk=$PWD/disk
mkdir disk
if [ "$(id -u)" -ne 0 ]; then
	around=(unshare -rm)
elif unshare -m true 2>/dev/null; then
	around=(unshare -m)
else
	around=(env)
	ON_EXIT+=("umount -l '$disk' 2>/dev/null")
fi
"${around[@]}" sh -c "mount -t tmpfs -o size=64k tmpfs '$disk' && umount '$disk'" 2>/dev/null || skip "no tmpfs can be mounted here"
cat >inside.sh <<'END'
set -e
mount -t tmpfs -o size=2m tmpfs "$DISK"
echo old >$DISK/r.tar
for target in r.tar tree/; do
	rc=0
	"$DEBSLIM" build --mirror "$LINE" --apt-option APT::Sandbox::User=root --include big -o "$DISK/$target" 2>err || rc=$?
	echo "$target $rc $(ls -A "$DISK" | paste -s -d ' ') $(cat $DISK/r.tar)"
	grep -qi space err || cat err
done
END
DEBSLIM=$DEBSLIM DISK=$disk LINE=$(archive_line) "${around[@]}" bash inside.sh >got 2>&1 || { cat got; fail "the full disk"; }
printf '%s\n' "r.tar 2 r.tar old" "tree/ 2 r.tar old" >want
assert_same want got
