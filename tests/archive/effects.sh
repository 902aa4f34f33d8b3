#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Accounts, alternatives, diversions, overrides, shells, sysusers.d, tmpfiles.d and paths are left as the suite's own tools leave them, to the byte.
#each: SUITE bullseye bookworm trixie
#each: LIST accounts sysusers alternatives dpkg shells tmpfiles paths
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/chroot.sh"

need_chroot
packages=adduser,passwd,systemd-standalone-sysusers,systemd-standalone-tmpfiles
[ "$SUITE" != bullseye ] || packages=adduser,passwd,systemd
base=$(debian tools "$packages")
data=$TESTS/data/effects
export SOURCE_DATE_EPOCH=1700000000

# The accounts of base-passwd alone, the drop-in files of the case, its files.
cp -a "$base" real
for kind in passwd group; do cp "real/usr/share/base-passwd/$kind.master" "real/etc/$kind"; done
rm -f real/etc/shadow real/etc/gshadow real/usr/lib/sysusers.d/* real/usr/lib/tmpfiles.d/*
mkdir -p real/usr/lib/sysusers.d real/usr/lib/tmpfiles.d
cp "$data"/sysusers.d/*.conf real/usr/lib/sysusers.d/
cp "$data"/tmpfiles.d/*.conf real/usr/lib/tmpfiles.d/
in_debian real <<<'shadowconfig on' >/dev/null
[ ! -e "$data/$LIST.before" ] || in_debian real <"$data/$LIST.before"

# Ours, on what is there before; then theirs.
version=$(dpkg-query --admindir=real/var/lib/dpkg -W -f '${Version}' adduser)
mkdir ours
RULES=$TOP/data/rules "$BUILD/tools/effects" real "$version" ours base-passwd passwd dpkg debianutils \
	<"$data/$LIST" >ours.log 2>&1 || { cat ours.log; fail "effects"; }
[ ! -e "$data/$LIST.theirs" ] || in_debian real <"$data/$LIST.theirs"
in_debian real <"$data/$LIST" >real.log 2>&1 || { cat real.log; fail "the tools"; }

# Locks and backups are not made; what listed the shells came before; mmdebstrap has emptied machine-id.
apart='(etc/\.pwd\.lock|etc/(passwd|group|shadow|gshadow|subuid|subgid)-|etc/sub[ug]id|run/adduser|var/log/.*|.*-old|var/cache/.*|etc/machine-id|run/\.?lock.*) '
list_tree real | grep -vE "^. [0-9]+ [0-9]+ [0-9]+ $apart" >real.list
LC_ALL=C sort -k5 ours/list | grep -vE "^. [0-9]+ [0-9]+ [0-9]+ $apart" >ours.list
diff ours.list real.list || fail "the trees differ"
made=0
while read -r f; do
	case $LIST:$f in shells:* | *:etc/shadow) ;; *:etc/shells | *:var/lib/shells.state) continue ;; esac
	# Before bookworm systemd-sysusers takes the day from the clock.
	for side in ours/root real; do
		sed "$([ "$f" != etc/shadow ] || [ "$SUITE" != bullseye ] || echo 's/^\([^:]*:[^:]*\):[0-9]*:/\1:DAY:/')" "$side/$f" >"${side%/*}.file"
	done
	cmp ours.file real.file || { diff ours.file real.file; fail "$f differs"; }
	made=$((made + 1))
done < <(cd ours/root && find . -type f -printf '%P\n')
[ "$made" -ge 4 ] || fail "only $made files were compared"
