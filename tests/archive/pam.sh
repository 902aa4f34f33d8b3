#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# /etc/pam.d/common-* and /var/lib/pam are, to the byte, as each suite's pam-auth-update leaves them, also with modules that conflict or rank above pam_unix.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/chroot.sh"

need_chroot
modules=libpam-cap,libpam-krb5,libpam-passwdqc,libpam-pwquality,libpam-tmpdir
[ "$SUITE" != bullseye ] || modules=${modules//}
real=$(debian pam "$modules")
# A second one: what is on in a system without any of them.
plain=$(real_root)

compare() { # REAL OPTIONS...
	local real=$1 f n=0
	shift
	rm -rf tree
	assert_exit 0 debslim build -q --suite "$SUITE" "$@" -o tree/
	(cd "$real" && find etc/pam.d/common-* var/lib/pam -type f -printf '%p %m %U %G\n' | LC_ALL=C sort) >real.list
	(cd tree && find etc/pam.d/common-* var/lib/pam -type f -printf '%p %m %U %G\n' | LC_ALL=C sort) >ours.list
	diff real.list ours.list || fail "not the same files"
	while read -r f _; do
		cmp "$real/$f" "tree/$f" || { diff "$real/$f" "tree/$f"; fail "$f differs"; }
		n=$((n + 1))
	done <real.list
	[ "$n" -eq 11 ] || fail "$n files were compared"
}

compare "$plain" --include base-files,libpam-runtime
compare "$real" --include "base-files,libpam-runtime,$modules"
grep -q pam_krb5 tree/etc/pam.d/common-auth || fail "the modules were not there"
