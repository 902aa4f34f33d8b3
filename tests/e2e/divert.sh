#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Packages that divert files of another and bring their own are unpacked as dpkg does it, whatever their names sort like.
. "$TOP/tests/lib/case.sh"

mkdebs "$PWD/debs" <<'END'
Package: whole
Files:
 file /usr/sbin/halt 0755 text='whole\n'
 file /usr/lib/whole/same 0644 text='same\n'
 file /usr/lib/whole/a 0644 text='whole\n'
 hard /usr/lib/whole/b -> /usr/lib/whole/a

Package: aaa-moves
Files:
 file /usr/sbin/halt 0755 text='aaa\n'
 script preinst '#!/bin/sh\nset -e\ntest ! -e /usr/sbin/halt || mv /usr/sbin/halt /usr/sbin/halt.d\ndpkg-divert --no-rename --divert /usr/sbin/halt.d /usr/sbin/halt\n'

Package: zzz-moves
Files:
 file /usr/sbin/halt 0755 text='zzz\n'
 script preinst '#!/bin/sh\nset -e\ntest ! -e /usr/sbin/halt || mv /usr/sbin/halt /usr/sbin/halt.d\ndpkg-divert --no-rename --divert /usr/sbin/halt.d /usr/sbin/halt\n'

Package: keeps
Files:
 file /usr/sbin/halt 0755 text='keeps\n'
 script preinst '#!/bin/sh\nset -e\ndpkg-divert --no-rename --divert /sbin/halt.d /sbin/halt\n'

Package: both-names
Files:
 file /usr/sbin/halt 0755 text='both\n'
 script preinst '#!/bin/sh\nset -e\ndpkg-divert --no-rename --divert /usr/sbin/halt.d /usr/sbin/halt\ndpkg-divert --no-rename --divert /sbin/halt.merged /sbin/halt\n'

Package: zzz-same
Files:
 file /usr/lib/whole/same 0644 text='same\n'
 script preinst '#!/bin/sh\nset -e\ndpkg-divert --rename --divert /usr/lib/whole/same.d /usr/lib/whole/same\n'

Package: zzz-replaces
Replaces: whole
Files:
 file /usr/lib/whole/same 0644 text='zzz\n'
 script preinst '#!/bin/sh\nset -e\ndpkg-divert --rename --divert /usr/lib/whole/same.d /usr/lib/whole/same\n'

Package: aaa-links
Files:
 file /usr/lib/whole/b 0644 text='aaa\n'
 script preinst '#!/bin/sh\nset -e\ndpkg-divert --rename --divert /usr/lib/whole/b.d /usr/lib/whole/b\n'

Package: looks
Files:
 file /usr/sbin/looks 0755 text='looks\n'
 script preinst '#!/bin/sh\nset -e\ntest ! -e /usr/sbin/looks || mv /usr/sbin/looks /usr/sbin/early\n'
 script postinst '#!/bin/sh\nset -e\ntest -x /usr/sbin/looks || touch /usr/sbin/late\n'

Package: late
Files:
 file /usr/sbin/halt 0755 text='late\n'
 script postinst '#!/bin/sh\nset -e\ndpkg-divert --rename --divert /usr/sbin/halt.d /usr/sbin/halt\n'

Package: own-mode
Files:
 file /usr/sbin/halt 0755 text='own\n'
 script preinst '#!/bin/sh\nset -e\ndpkg-divert --rename --divert /usr/sbin/halt.d /usr/sbin/halt\n'
 script postinst '#!/bin/sh\nset -e\ntest -x /usr/sbin/halt && chmod 4755 /usr/sbin/halt\n'

END
# As dpkg leaves it: "PATH=CONTENT" each.
leaves() { # PACKAGES FILE...
	assert_exit 0 slim build --debs debs --profile scratch --include "$1" --force -o tree/
	(cd tree && find usr -type f -printf '%p=' -exec cat {} \; | LC_ALL=C sort) >got
	shift
	printf 'usr/%s\n' "$@" | LC_ALL=C sort >want
	assert_same want got
}
w=lib/whole
rest=("$w/a=whole" "$w/b=whole" "$w/same=same")
leaves whole sbin/halt=whole "${rest[@]}"
leaves whole,aaa-moves sbin/halt=aaa sbin/halt.d=whole "${rest[@]}"
leaves whole,zzz-moves sbin/halt=zzz sbin/halt.d=whole "${rest[@]}"
leaves zzz-moves sbin/halt=zzz
leaves whole,keeps sbin/halt=keeps sbin/halt.d=whole "${rest[@]}"
leaves whole,both-names sbin/halt=both sbin/halt.d=whole "${rest[@]}"
leaves whole,zzz-same sbin/halt=whole $w/a=whole $w/b=whole $w/same=same $w/same.d=same
leaves whole,zzz-replaces sbin/halt=whole $w/a=whole $w/b=whole $w/same=zzz $w/same.d=same
leaves whole,aaa-links sbin/halt=whole $w/a=whole $w/b=aaa $w/b.d=whole $w/same=same
leaves looks sbin/looks=looks
leaves whole,own-mode sbin/halt=own sbin/halt.d=whole "${rest[@]}"
assert_equal 4755,755 "$(stat -c %a tree/usr/sbin/halt),$(stat -c %a tree/usr/sbin/halt.d)"

# A size rule leaves each out under its own name.
assert_exit 0 slim build --debs debs --profile scratch --include whole,aaa-moves --path-exclude '/usr/sbin/halt' --force -o tree/
assert_absent tree/usr/sbin/halt tree/usr/sbin/halt.d
assert_content whole tree/usr/lib/whole/a

# Without a diversion, or with one that comes after unpacking, it is the error that it is with dpkg.
assert_exit 4 slim build --debs debs --profile scratch --include whole,late --force -o tree/
assert_says '/usr/sbin/halt: the same path in both late and whole'
assert_exit 4 slim build --debs debs --profile scratch --include whole,aaa-moves --raw --force -o tree/
assert_says '/usr/sbin/halt: the same path in both aaa-moves and whole'
