#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Skeleton and accounts are those that base-files, base-passwd and netbase leave in a real installation of the suite, with and without these packages.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/chroot.sh"

need_chroot
real=$(real_root)
image() { debslim build --suite "$SUITE" --rule man=keep --rule info=keep --rule dev=keep --rule doc-base=keep "$@"; }
list() { (cd "$1" && find . -mindepth 1 \( -type d -o -type l \) -printf '%y %m %U %G %P %l\n') | LC_ALL=C sort -k5; }

# What base-files ships, and what its postinst makes; not what is data of its own.
{
	cat "$real/var/lib/dpkg/info/base-files.list"
	sed -nE 's,^ *(install_directory|install_local_dir|migrate_directory) +/?([^ ]+).*,/\2,p' \
		"$real/var/lib/dpkg/info/base-files.postinst"
	printf '%s\n' /usr/local/man /var/spool/mail /bin /lib /sbin
} | grep -vE '^/(\.|lib64|usr/lib64|etc/os-release|usr/lib/tmpfiles.d)$|^/usr/share/(base-files|common-licenses|doc/base-files|lintian)' |
	sed 's,^/,,' | LC_ALL=C sort -u >wanted
# /usr is merged in images of every suite, which mmdebstrap leaves to the packages.
[ -L "$real/bin" ] || { grep -vxE 'bin|lib|sbin' wanted >rest && mv rest wanted; }
[ "$(wc -l <wanted)" -ge 60 ] || fail "too few paths to compare: $(wc -l <wanted)"
list "$real" >real.list
awk 'NR == FNR { want[$1]; next } $5 in want' wanted real.list >theirs

assert_exit 0 image --include netbase -o tree/
list tree >all.list
awk 'NR == FNR { want[$1]; next } $5 in want' wanted all.list >ours
assert_same theirs ours
# Nothing of it is there that a real installation lacks.
cut -d ' ' -f 5 all.list | LC_ALL=C sort >have
cut -d ' ' -f 5 real.list | LC_ALL=C sort >known
LC_ALL=C comm -23 have known | grep -vE '^(home/nonroot|usr/share/doc/netbase|var/lib/dpkg/status.d)$' >extra || :
assert_equal "" "$(cat extra)" "more than a real installation has"

# With base-files it is the same, and the files of its postinst are there.
assert_exit 0 image --include base-files -o with/
list with >with.list
awk 'NR == FNR { want[$1]; next } $5 in want' wanted with.list >ours
assert_same theirs ours
for file in etc/profile etc/motd root/.profile root/.bashrc; do assert_same "$real/$file" "with/$file"; done
for file in wtmp btmp lastlog; do
	assert_equal "$(stat -c '%a %u %g' "$real/var/log/$file")" "$(stat -c '%a %u %g' "with/var/log/$file")" "$file"
done

# Accounts: apt's own is made by its script in bullseye.
plain() { sed '/^nonroot:/d; /^_apt:/d; s/^\([^:]*:[*!]*\):[0-9]*:/\1:DAY:/' "$1"; }
for file in passwd group; do
	plain "$real/etc/$file" >theirs
	plain "tree/etc/$file" >ours
	assert_same theirs ours
done
assert_exit 0 image --include base-passwd,passwd,apt -o accounts/
for file in passwd group shadow gshadow; do
	plain "$real/etc/$file" >theirs
	plain "accounts/etc/$file" >ours
	assert_same theirs ours
	assert_equal "$(stat -c '%a %u %g' "$real/etc/$file")" "$(stat -c '%a %u %g' "accounts/etc/$file")" "$file"
done
assert_equal "$(grep ^_apt: "$real/etc/passwd")" "$(grep ^_apt: accounts/etc/passwd)" _apt

# What netbase's postinst says is in /etc/hosts and /etc/networks.
assert_exit 0 image --include netbase,dpkg -o dpkg/
for file in hosts networks; do
	sed -n "/cat > .etc.$file /,/^EOF/p" dpkg/var/lib/dpkg/info/netbase.postinst | sed '1d; $d; s/^\t*//' >said
	[ -s said ] || fail "no $file in netbase's postinst"
	assert_same said "tree/etc/$file"
done
