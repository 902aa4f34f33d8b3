#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Libraries are found where ld.so finds them and nowhere else: each case is also run, under the host's loader.
#each: CASE runpath-origin runpath-braces runpath-not-inherited rpath-inherited rpath-ended-by-runpath lib-token platform-token unknown-token default-directory other-directory cache cache-stale cache-broken tls-directory platform-directory hwcaps-only hwcaps-too loaded-already loaded-later other-machine other-name absolute-name relative-name no-default link-origin relative-path
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/gate.sh"
need gcc readelf ldconfig

gate_root root
app=root/opt/app lib=root/usr/lib/$TRIPLET prog=$app/bin/prog
old=-Wl,--disable-new-dtags new=-Wl,--enable-new-dtags
mkdir -p "$app/lib" "$app/bin" root/usr/local/lib
# x is what is looked for
x() { gate_library "$1/libx.so.1" libx.so.1; }
prog() { gate_program "$prog" "$@"; }
old_glibc() { [[ $(ldd --version | sed -n 1p) =~ 2\.(3[0-6]|2[0-9])$ ]]; }
run=1 # whether the host's loader can be asked

case $CASE in
runpath-origin) x "$app/lib" && prog $new -Wl,-rpath,'$ORIGIN/../lib' "$app/lib/libx.so.1" && want=fine ;;
runpath-braces) x "$app/lib" && prog $new -Wl,-rpath,'/no:${ORIGIN}/../lib' "$app/lib/libx.so.1" && want=fine ;;
runpath-not-inherited | rpath-inherited | rpath-ended-by-runpath)
	x "$app/lib"
	own=()
	[ $CASE = rpath-ended-by-runpath ] && own=("$new" "-Wl,-rpath,/elsewhere")
	gate_library "$app/lib/liby.so.1" liby.so.1 "$app/lib/libx.so.1" "${own[@]}"
	[ $CASE = runpath-not-inherited ] && tags=$new || tags=$old
	prog $tags -Wl,-rpath,/opt/app/lib -Wl,--allow-shlib-undefined "$app/lib/liby.so.1"
	[ $CASE = rpath-inherited ] && want=fine || want=missing ;;
lib-token) x "root/opt/lib/$TRIPLET" && prog $new -Wl,-rpath,'/opt/$LIB' "root/opt/lib/$TRIPLET/libx.so.1" && want=fine ;;
platform-token)
	[ "$(uname -m)" = x86_64 ] || skip "the platform's name is known for x86_64"
	x root/opt/x86_64 && prog $new -Wl,-rpath,'/opt/${PLATFORM}' root/opt/x86_64/libx.so.1 && want=fine ;;
unknown-token) x root/opt/x && prog $new -Wl,-rpath,'/opt/$ORIGINAL' root/opt/x/libx.so.1 && want=missing ;;
default-directory) x "$lib" && prog "$lib/libx.so.1" && want=fine ;;
other-directory) x root/usr/local/lib && prog root/usr/local/lib/libx.so.1 && want=missing ;;
cache | cache-stale | cache-broken)
	x root/usr/local/lib && prog root/usr/local/lib/libx.so.1
	echo /usr/local/lib >root/etc/ld.so.conf
	ldconfig -r root 2>/dev/null || skip "ldconfig -r does not work here"
	want=fine
	[ $CASE != cache-stale ] || { rm root/usr/local/lib/libx.so.1 && want=missing; }
	[ $CASE != cache-broken ] || { head -c 30 root/etc/ld.so.cache >c && mv c root/etc/ld.so.cache && want=missing; } ;;
tls-directory)
	x "$lib/tls" && prog "$lib/tls/libx.so.1" && want=missing
	old_glibc && want=fine ;;
platform-directory)
	[ "$(uname -m)" = x86_64 ] || skip "the platform's name is known for x86_64"
	x "$lib/x86_64" && prog "$lib/x86_64/libx.so.1" && want=missing
	old_glibc && want=fine ;;
# Not every machine can load it, though this one may.
hwcaps-only) x "$lib/glibc-hwcaps/x86-64-v2" && prog "$lib/glibc-hwcaps/x86-64-v2/libx.so.1" && want=missing run= ;;
hwcaps-too) x "$lib/glibc-hwcaps/x86-64-v2" && x "$lib" && prog "$lib/libx.so.1" && want=fine ;;
loaded-already | loaded-later)
	x "$app/lib"
	gate_library "$lib/liby.so.1" liby.so.1 "$app/lib/libx.so.1"
	pair=("$app/lib/libx.so.1" "$lib/liby.so.1")
	[ $CASE = loaded-already ] || pair=("$lib/liby.so.1" "$app/lib/libx.so.1")
	prog $new -Wl,-rpath,/opt/app/lib "${pair[@]}" && want=fine ;;
other-machine)
	x "$app/lib" && x "$lib" && prog $new -Wl,-rpath,/opt/app/lib "$lib/libx.so.1"
	printf '\377\376' | dd of="$app/lib/libx.so.1" bs=1 seek=18 conv=notrunc 2>/dev/null
	want=fine ;;
other-name)
	gate_library "$lib/libz.so.3" libx.so.1 && prog "$lib/libz.so.3"
	gate_findings 1 root >found
	assert_match 'library /opt/app/bin/prog libx.so.1' found
	ln -s libz.so.3 "$lib/libx.so.1" && want=fine ;;
absolute-name)
	# A library without a soname is asked for by the path that the linker was given.
	echo 'int x(void) { return 1; }' | gcc -x c - -x none -shared -fPIC -o x.so
	mkdir -p "root$PWD" && cp x.so "root$PWD/" && prog "$PWD/x.so" && want=fine
	# Had the search taken its last part alone, the other one would do, too.
	[ "$(readelf -dW "$prog" | grep -cF "[$PWD/x.so]")" -eq 1 ] || fail "no absolute name in the program"
	gate_findings 0 root >found
	mkdir "$lib/x" && mv "root$PWD/x.so" "$lib/" && gate_findings 1 root >found
	assert_match "^error library /opt/app/bin/prog $PWD/x.so$" found
	mv "$lib/x.so" "root$PWD/" ;;
relative-name)
	# From where the program is started, which nobody can tell before.
	echo 'int x(void) { return 1; }' | gcc -x c - -x none -shared -fPIC -o root/opt/app/lib/x.so
	(cd root && gate_program opt/app/bin/prog opt/app/lib/x.so)
	want=fine ;;
no-default) x "$lib" && prog -Wl,-z,nodefaultlib "$lib/libx.so.1" && want=missing ;;
link-origin)
	# $ORIGIN of a library is where it was found, not where the link leads.
	x "$app/lib"
	gate_library "root/opt/real/liby.so.1" liby.so.1 "$app/lib/libx.so.1" $new -Wl,-rpath,'$ORIGIN'
	ln -s ../../real/liby.so.1 "$app/lib/liby.so.1"
	prog $new -Wl,-rpath,/opt/app/lib -Wl,--allow-shlib-undefined "$app/lib/liby.so.1" && want=fine ;;
relative-path) x "$app/lib" && prog $new -Wl,-rpath,lib:opt/nowhere "$app/lib/libx.so.1" && want=missing ;;
esac

status=0
[ $want = fine ] || status=1
gate_findings $status root >got
if [ $want = fine ]; then
	assert_equal "" "$(grep ^error got || :)" "findings"
else
	assert_match '^error library /.* lib(x|c).so' got
fi
# $ORIGIN needs /proc.
mkdir root/proc
if [ -n "$run" ]; then
	bwrap --bind / / true 2>/dev/null || skip "bubblewrap does not work here"
	rc=0
	bwrap --bind root / --proc /proc /opt/app/bin/prog 2>why || rc=$?
	[ $want = fine ] && expected=0 || expected=127
	assert_equal $expected $rc "status of the program itself ($(cat why))"
fi
