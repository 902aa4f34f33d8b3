#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Whom --user names has an account, a home that it can write to, and the group that was asked for.
. "$TOP/tests/lib/case.sh"

made() { # OPTIONS...: sets $passwd, $group (of nonroot), $home
	slim build --profile scratch "$@" -o r.tar 2>build.err || { cat build.err >&2; fail "not built: $*"; }
	rm -rf root && mkdir root && tar xf r.tar -C root --no-same-owner
	passwd=$(grep '^nonroot:' root/etc/passwd)
	group=$(grep '^nonroot:' root/etc/group || :)
	home=$(python3 -c '
import tarfile
for m in tarfile.open("r.tar"):
    if m.name.strip("/").removeprefix("./") == "home/nonroot": print("%04o %d:%d" % (m.mode, m.uid, m.gid))')
}
check() { # PASSWD GROUP HOME
	assert_equal "nonroot:x:$1:nonroot:/home/nonroot:/sbin/nologin" "$passwd" passwd
	assert_equal "$2" "$group" group
	assert_equal "$3" "$home" home
}
made
check 65532:65532 nonroot:x:65532: '0700 65532:65532'
# A number without an account becomes that of nonroot.
made --user 1000
check 1000:1000 nonroot:x:1000: '0700 1000:1000'
made --user 1000:0 --home-mode 0770
check 1000:0 '' '0770 1000:0'
made --user 1000:500
check 1000:500 nonroot:x:500: '0700 1000:500'
made --user 1000:staff
check 1000:50 '' '0700 1000:50'
made --user 65532:0 --home-mode 2770
check 65532:0 '' '2770 65532:0'
made --user nonroot:0
check 65532:0 '' '0700 65532:0'
made --home-mode 0711
check 65532:65532 nonroot:x:65532: '0711 65532:65532'
# Root and those with an account stay what they are.
made --user 0:50
check 65532:65532 nonroot:x:65532: '0700 65532:65532'
assert_match '^root:x:0:0:' root/etc/passwd
made --user nobody
check 65532:65532 nonroot:x:65532: '0700 65532:65532'
made --user 65534:0
check 65532:65532 nonroot:x:65532: '0700 65532:65532'
assert_match '^nobody:x:65534:0:' root/etc/passwd

# Debian's fixed groups are known by their numbers, too.
made --user 1000:33
check 1000:33 '' '0700 1000:33'
assert_match '^www-data:x:33:$' root/etc/group

# A profile without nonroot gets one.
printf 'Profile: p\n\nAccount: root\nUid: 0\n' >p.profile
slim build --profile ./p.profile --user 1000 -o p/
assert_match '^nonroot:x:1000:1000:' p/etc/passwd
assert_mode 700 p/home/nonroot
# That which the profile runs as is the one whose home it is.
printf 'Profile: p\nInherit: scratch\nUser: app\n\nAccount: app\nUid: 1000\nHome: /srv\n' >p.profile
slim build --profile ./p.profile --home-mode 0775 -o q/
assert_mode 775 q/srv
assert_mode 700 q/home/nonroot

refused() { # WORDS OPTIONS...
	local words=$1
	shift
	assert_exit 2 slim build --profile scratch "$@" -o no.tar
	assert_says "$words"
	assert_absent no.tar
}
refused "--user: 'a b' is not UID[:GID] or NAME[:GROUP]" --user 'a b'
refused "--user: '1:' is not UID[:GID]" --user 1:
refused "--user: '1:2:3' is not UID[:GID]" --user 1:2:3
refused "--user: '99999999999' is not" --user 99999999999
refused "--user: no user 'nonrot' is in the image" --user nonrot
assert_says "did you mean 'nonroot'"
refused "--user: no group 'none' is in the image" --user 1000:none
refused '--user 50: the group staff has this number' --user 50
assert_says '--user 50:50'
made --user 50:50
check 50:50 '' '0700 50:50'
refused '--home-mode: the user nobody has no home directory' --user nobody --home-mode 0700
refused "--home-mode: the profile has no account for other" --user other --home-mode 0700
refused "--home-mode: '999' is not a mode in octal" --home-mode 999
