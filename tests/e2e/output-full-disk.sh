#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A full disk ends with 2, leaves the older target as it was and nothing half-made.
. "$TOP/tests/lib/case.sh"

need unshare
unshare_mount=(unshare -m)
[ "$(id -u)" -eq 0 ] || unshare_mount=(unshare -rm)
"${unshare_mount[@]}" mount -t tmpfs -o size=64k tmpfs /mnt 2>/dev/null || skip "no tmpfs can be mounted here"
cat >inside.sh <<'END'
set -e
mount -t tmpfs -o size=2m tmpfs /mnt
echo old >/mnt/r.tar
for target in r.tar tree/; do
	rc=0
	"$DEBSLIM" build --mirror "$LINE" --include big -o "/mnt/$target" 2>err || rc=$?
	echo "$target $rc $(ls -A /mnt | paste -s -d ' ') $(cat /mnt/r.tar)"
	grep -qi space err || cat err
done
END
DEBSLIM=$DEBSLIM LINE=$(archive_line) "${unshare_mount[@]}" bash inside.sh >got 2>&1 || { cat got; fail "the full disk"; }
printf '%s\n' "r.tar 2 r.tar old" "tree/ 2 r.tar old" >want
assert_same want got
