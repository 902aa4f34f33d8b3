#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A library that no program links is judged by what programs bring along; notes and errors are told apart.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/gate.sh"
need gcc readelf

gate_root root
app=root/opt/app lib=root/usr/lib/$TRIPLET
gate_library "$app/lib/libprivate.so.1" libprivate.so.1
gate_library "$app/lib/libapart.so.1" libapart.so.1
gate_library "$lib/libgone.so.1" libgone.so.1
# of a program that has the library: fine
gate_program "$app/bin/prog" -Wl,-rpath,'$ORIGIN/../lib' "$app/lib/libprivate.so.1"
gate_library "$app/plugins/good.so" '' "$app/lib/libprivate.so.1"
# nobody has it, but it is there
gate_library "$app/plugins/apart.so" '' "$app/lib/libapart.so.1"
# not there at all
gate_library "$app/plugins/bad.so" '' "$lib/libgone.so.1"
# found by its own path; and one that is found only through another
gate_library "$app/plugins/own.so" own.so "$app/lib/libapart.so.1" -Wl,-rpath,'$ORIGIN/../lib'
rm "$lib/libgone.so.1"
# for a machine that nobody here is
cp "$app/plugins/bad.so" "$app/plugins/foreign.so"
printf '\267\0' | dd of="$app/plugins/foreign.so" bs=1 seek=18 conv=notrunc 2>/dev/null
# a library that is no ELF file: GNU ld's
echo 'GROUP ( /lib/libc.so.6 )' >"$lib/libc.so"
gate_findings 1 root | LC_ALL=C sort >got
cat >want <<'W'
error library /opt/app/plugins/bad.so libgone.so.1
note library /opt/app/plugins/apart.so libapart.so.1
note library /opt/app/plugins/foreign.so libc.so.6
note library /opt/app/plugins/foreign.so libgone.so.1
W
if [ "$(uname -m)" = aarch64 ]; then skip "the other machine is this one"; fi
assert_same want got

# system() without a shell, and what .note.dlopen says.
rm -rf "$app/plugins"
printf '#include <stdlib.h>\nint main(void) { return system("x"); }\n' | gcc -x c - -o root/usr/bin/calls
note() { # PRIORITY
	local json
	json="[{\"feature\":\"f\",\"priority\":\"$1\",\"soname\":[\"libopt-$1.so.1\",\"libother.so.1\"]}]"
	cat >note.c <<N
__attribute__((section(".note.dlopen"), used, aligned(4))) static const struct {
	int n, d, t; char name[4]; char text[(sizeof(J) + 3) & ~3u];
} note = {4, sizeof(J), 0x407c0c0a, "FDO", J};
int main(void) { return 0; }
N
	gcc -DJ="$(jq -n --arg j "$json" '$j')" -o "root/usr/bin/note-$1" note.c
}
note required
note recommended
note suggested
gate_findings 1 root | LC_ALL=C sort >got
cat >want <<'W'
error dlopen /usr/bin/note-required libopt-required.so.1 or libother.so.1
note dlopen /usr/bin/note-recommended libopt-recommended.so.1 or libother.so.1
note shell /usr/bin/calls /bin/sh
W
assert_same want got
gate_library "$lib/libother.so.1" libother.so.1
printf 'x' >root/usr/bin/sh
chmod 755 root/usr/bin/sh
assert_equal "" "$(gate_findings 0 root)" "findings"
