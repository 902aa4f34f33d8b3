#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Each kind of finding is found once, in a directory as in a tar and in images, and nothing else is.
#each: KIND dir slash tar tar.gz tar.xz tar.zst oci oci-prefix oci-archive docker-archive docker-old layers
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/gate.sh"
need gcc readelf

gate_root root
u=root/usr lib=root/usr/lib/$TRIPLET
# what is right: links, also at run time; scripts; libraries
ln -s /proc/self/mounts root/etc/mtab
ln -s ../run/x root/etc/x
printf '#!/bin/sh\n' >"$u/bin/script"
printf '#!/usr/bin/env -S FOO=1 tool -x\n' >"$u/bin/by-env"
printf 'a shell\n' >"$u/bin/sh"
printf 'env\n' >"$u/bin/env"
printf 'a tool\n' >"$u/bin/tool"
gate_library "$lib/libgood.so.1" libgood.so.1
gate_program "$u/bin/good" "$lib/libgood.so.1"
# what is not
ln -s ../nowhere root/etc/dangling
ln -s loop-b root/etc/loop-a
ln -s loop-a root/etc/loop-b
printf '#! /usr/bin/no-such -x\n' >"$u/bin/bad-script"
printf '#!/usr/bin/env no-such\n' >"$u/bin/bad-env"
printf '#!/usr/bin/plain\n' >"$u/bin/bad-plain"
printf 'not executable\n' >"$u/bin/plain"
gate_library "$lib/libgone.so.1" libgone.so.1
gate_program "$u/bin/bad-library" "$lib/libgone.so.1"
rm "$lib/libgone.so.1"
gate_program "$u/bin/bad-loader" -Wl,--dynamic-linker=/lib/no-loader.so.1
head -c 100 "$u/bin/good" >"$u/bin/bad-elf"
printf 'V_1 { f; };' >v1
printf 'V_2 { f; };' >v2
echo 'int f(void) { return 1; }' >f.c
gcc -shared -fPIC -Wl,-soname,libver.so.1 -Wl,--version-script=v2 -o "$lib/libver.so.1" f.c
echo 'int f(void); int main(void) { return f(); }' | gcc -x c - -x none -o "$u/bin/bad-version" "$lib/libver.so.1"
gcc -shared -fPIC -Wl,-soname,libver.so.1 -Wl,--version-script=v1 -o "$lib/libver.so.1" f.c
printf '#include <pthread.h>\nint main(void) { pthread_exit(0); }\n' | gcc -x c - -o "$u/bin/bad-libgcc"
chmod 755 "$u"/bin/*
chmod 644 "$u/bin/plain"
printf 'x' >"$u/bin/setuid"
chmod 4755 "$u/bin/setuid"
mkdir "$u/share" "$u/share/open" root/tmp
chmod 777 "$u/share/open"
chmod 1777 root/tmp
printf 'x' >"$u/share/writable"
chmod 666 "$u/share/writable"

LC_ALL=C sort >want <<W
error dangling-link /etc/dangling /nowhere
error dangling-link /etc/loop-a loop-b
error dangling-link /etc/loop-b loop-a
error elf /usr/bin/bad-elf -
error libgcc /usr/bin/bad-libgcc libgcc_s.so.1
error library /usr/bin/bad-library libgone.so.1
error program-interpreter /usr/bin/bad-loader /lib/no-loader.so.1
error script-interpreter /usr/bin/bad-env no-such
error script-interpreter /usr/bin/bad-plain /usr/bin/plain
error script-interpreter /usr/bin/bad-script /usr/bin/no-such
error version /usr/bin/bad-version V_2 of libver.so.1
note setuid /usr/bin/setuid -
note world-writable /usr/share/open -
note world-writable /usr/share/writable -
W

case $KIND in
dir) target=root ;;
slash) target=root/ ;;
tar) target=r.tar && tar -C root -cf r.tar . ;;
tar.*) target=r.$KIND && (cd root && tar -caf "../r.$KIND" -- *) ;;
oci) target=image && python3 "$TESTS/lib/rootfs.py" oci image root ;;
oci-prefix) target=oci:image:latest && python3 "$TESTS/lib/rootfs.py" oci image root ;;
oci-archive | docker-archive) target=$KIND:i.tar && python3 "$TESTS/lib/rootfs.py" "$KIND" i.tar root ;;
docker-old) target=i.tar && python3 "$TESTS/lib/rootfs.py" "$KIND" i.tar root ;;
layers)
	# A lower layer whose faults the upper ones take back.
	target=i.tar
	mkdir -p lower/usr/bin lower/usr/share/old lower/opt/deep middle/usr/bin middle/opt upper/usr/share/old
	printf '#!/lost\n' | tee lower/usr/bin/gone lower/usr/bin/replaced lower/usr/share/old/a lower/opt/deep/b >lower/whole
	chmod -R a+x lower
	printf '#!/bin/sh\n' >middle/usr/bin/replaced
	: >middle/usr/bin/.wh.gone
	: >middle/opt/.wh.deep
	: >middle/.wh.whole
	: >upper/usr/share/old/.wh..wh..opq
	printf 'x' >upper/usr/share/old/new
	python3 "$TESTS/lib/rootfs.py" docker-archive i.tar lower root middle upper
	python3 "$TESTS/lib/rootfs.py" oci x lower
	assert_exit 1 debslim check x
	assert_equal 5 "$(grep -c '^error: /.*/lost' stdout)" "faults of the lower layer"
	;;
esac
gate_findings 1 "$target" | LC_ALL=C sort >got
assert_same want got
assert_json '.target | length > 0' stdout
assert_json '.checked | .files > 20 and .links > 5 and .scripts >= 5 and .programs >= 5 and .libraries >= 2' stdout
assert_json 'all(.findings[]; has("package") and (.reason | length > 5))' stdout
# For people: a line for each, and the first in the message.
assert_exit 1 debslim check "$target"
assert_equal 14 "$(grep -cE '^(error|note): /' stdout)" "lines"
assert_says "11 errors" /etc/dangling
