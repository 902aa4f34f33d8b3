#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An image with libc6 gets the libraries' cache and links by soname, the same each time; none where there is none to make.
. "$TOP/tests/lib/case.sh"

[ "$ARCH" = amd64 ] || skip "the libraries of this case are for amd64"
for name in c one two; do
	soname=lib$name.so.6
	echo "int $name(void) { return 1; }" | gcc -shared -nostdlib -fPIC -Wl,-soname,"$soname" -o $name.so -xc -
done
echo /opt/lib >opt.conf
echo 'include *.conf' >loop.conf
libc="Package: libc6
Architecture: any
Version: 2.36-9+deb12u10
Files:
 file /etc/ld.so.conf 0644 text='include /etc/ld.so.conf.d/*.conf\n'
 file /lib/x86_64-linux-gnu/libc.so.6 0644 from=c.so"
TEST_DATA=$PWD mkdebs debs <<END
$libc

Package: added
Files:
 file /etc/ld.so.conf.d/opt.conf 0644 from=opt.conf
 file /opt/lib/libone.so.6.1 0644 from=one.so
 file /opt/lib/libtwo.so.6.9 0644 from=two.so
 file /opt/lib/libtwo.so.6.10 0644 from=two.so
 link /opt/lib/libtwo.so.6 -> libtwo.so.6.9
 link /opt/lib/libold.so.1 -> libgone.so

Package: cached
Files:
 file /etc/ld.so.cache 0644 text='mine'

Package: loop
Files:
 file /etc/ld.so.conf.d/loop.conf 0644 from=loop.conf

END
make_image() { slim build --debs debs --include "$1" -o "$2"; }

make_image libc6,added tree/
assert_mode 644 tree/etc/ld.so.cache
assert_link libone.so.6.1 tree/opt/lib/libone.so.6
assert_link libtwo.so.6.10 tree/opt/lib/libtwo.so.6
assert_absent tree/opt/lib/libold.so.1
PATH=$PATH:/sbin:/usr/sbin ldconfig -p -C tree/etc/ld.so.cache | sed -n 's/^\t//p' >list
cat >want <<'END'
libtwo.so.6 (libc6,x86-64) => /opt/lib/libtwo.so.6
libone.so.6 (libc6,x86-64) => /opt/lib/libone.so.6
libc.so.6 (libc6,x86-64) => /lib/x86_64-linux-gnu/libc.so.6
END
assert_same want list
grep -q 'ldconfig (Debian GLIBC 2.36-9+deb12u10) stable release version 2.36' tree/etc/ld.so.cache ||
	fail "the cache does not name its maker"

make_image libc6,added one.tar
(umask 077 && TZ=Asia/Tokyo LC_ALL=C make_image added,libc6 two.tar)
assert_same one.tar two.tar
TZ=UTC tar --numeric-owner -tvf one.tar ./etc/ld.so.cache >entry
assert_match '^-rw-r--r-- 0/0 .* 2023-11-14 22:13 \./etc/ld\.so\.cache$' entry

# A file of the user is theirs; without a C library there is no loader; --raw makes nothing.
make_image libc6,cached own/
assert_content mine own/etc/ld.so.cache
# (nor ldconfig, which takes dead links away)
slim build --debs debs --include added --allow 'dangling-link:/opt/lib/*' -o none/
assert_absent none/etc/ld.so.cache
slim build --raw --debs debs --include libc6,added -o raw/
assert_absent raw/etc/ld.so.cache
assert_link libtwo.so.6.9 raw/opt/lib/libtwo.so.6

assert_exit 4 slim build --debs debs --include libc6,loop -o loop/
assert_says ld.so.conf itself
assert_absent loop
