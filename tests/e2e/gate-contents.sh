#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A finding names the package that has what is missing, by the archive's Contents indexes: downloaded when needed, checked, and no more than a help.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/gate.sh"

# A program that needs libraries whose names say nothing of their packages, the
# host's loader, and a script.
gate_made
gate_library made/libodd.so.1 libodd.so.1 -nostdlib
gate_library made/libaway.so.7 libaway.so.7 -nostdlib
echo 'void _start(void) {}' | gcc -x c - -x none -nostdlib -Wl,--no-as-needed -o made/prog made/libodd.so.1 made/libaway.so.7
mkdebs archive/pool <<P
Package: prog
Version: 1.0
Architecture: any
Files:
 file $LOADER 0755 from=loader
 file /usr/bin/prog 0755 from=prog
 file /usr/bin/script 0755 text='#!/usr/bin/env tool\n'
 file /usr/bin/env 0755 text='not env\n'

Package: odd-runtime
Version: 1.0
Architecture: any
Files:
 file /usr/lib/$TRIPLET/libodd.so.1 0644 from=libodd.so.1

Package: odd-dev
Version: 1.0
Architecture: any

Package: odd-runtime-all
Version: 1.0
Architecture: any

Package: odder
Version: 1.0
Architecture: any

Package: aways
Version: 1.0
Architecture: any

Package: tool-script
Version: 1.0
Files:
 file /bin/tool 0755 text='no script'
P
contents=archive/dists/bookworm/main/Contents
mkdir -p "${contents%/*}"
# What is shorter is a decoy: in no directory of the loader's, for developers, not in the archive, longer.
cat >"$contents-$ARCH" <<P
FILE                                                LOCATION
etc/libodd.so.1                                      misc/odder
opt/lib/libodd.so.1                                  misc/odder
usr/lib/$TRIPLET/private/libodd.so.1                 libs/odder
usr/lib/$TRIPLET/private/libaway.so.7                libs/aways
usr/lib/$TRIPLET/libodd.so.1    libs/odd-runtime-all,libdevel/odd-dev,contrib/libs/odd-runtime,libs/gone
usr/lib/$TRIPLET/libodd.so.1.0                       libs/odder
usr/lib/odder/libaway.so.7                           libs/odder
usr/share/tool                                       misc/odder
P
printf '%s\n' 'bin/tool   misc/tool-script' "lib/libodd.so.1   misc/tool-script" >"$contents-all"
gzip -n -k "$contents-$ARCH" "$contents-all"
archive_build archive bookworm
rm "$contents-$ARCH" "$contents-all" # as Debian: the Release names them, only the .gz is there
http_serve archive
line=$(archive_line "$HTTP_URL")
run() { debslim build --mirror "$line" --arch "$ARCH" --include "$@" -o r.tar; }
requests() { grep -c "Contents-$1" "$HTTP_LOG" || :; }

assert_exit 0 run odd-runtime
assert_equal "0 0" "$(requests "$ARCH") $(requests all)" "requests of a build without findings"
rm r.tar
# The network may not be used, and nothing is here yet.
assert_exit 0 run prog --raw
rm r.tar
assert_exit 1 run prog --offline
assert_match '/usr/bin/prog: library: needs libodd.so.1, which is not there$' stderr
assert_equal 0 "$(requests "$ARCH")" "requests of --raw and --offline"

assert_exit 1 run prog
named() {
	assert_match '/usr/bin/prog: library: needs libodd.so.1, which is not there; package odd-runtime has it$' stderr
	assert_match '/usr/bin/prog: library: needs libaway.so.7, which is not there; package aways has it$' stderr
	assert_match '/usr/bin/script: .*env looks for it; package tool-script has it$' stderr
	assert_absent r.tar
}
named
assert_equal "1 1" "$(requests "$ARCH") $(requests all)" "requests of a build with findings"
# What is here needs no network.
kept=$(wc -l <"$HTTP_LOG")
assert_exit 1 run prog --offline
named
assert_exit 1 run prog
named
assert_equal "$kept" "$(wc -l <"$HTTP_LOG")" "requests of the third build"
# Left out by the user.
assert_exit 1 run prog --exclude odd-runtime
assert_says "odd-runtime, which --exclude leaves out, has it"

# The same for a path by itself.
assert_exit 0 debslim why /usr/bin/tool --json --mirror "$line" --arch "$ARCH" --include prog
assert_json '.package == "tool-script" and .file == "/bin/tool" and (.in_result | not)' stdout
assert_exit 2 debslim why /usr/bin/none --mirror "$line" --arch "$ARCH" --include prog
assert_says "no package is known to have /usr/bin/none"
assert_exit 2 debslim why bin/tool --mirror "$line" --arch "$ARCH" --include prog

# No index of the architecture, though promised; one that is not what was signed. The finding
# is the same, and so is the exit status.
finding() {
	assert_match '/usr/bin/prog: library: needs libodd.so.1, which is not there$' stderr
	assert_says "note: $HTTP_URL bookworm: its Contents index cannot be had" "$@"
	assert_absent r.tar
}
mv "$contents-$ARCH.gz" there.gz
assert_exit 1 run prog --cache-dir "$PWD/without"
finding
cp there.gz "$contents-$ARCH.gz" # of the same length, and a gzip file as before
printf x | dd of="$contents-$ARCH.gz" bs=1 seek=5 conv=notrunc status=none
assert_exit 1 run prog --cache-dir "$PWD/changed"
finding "hash sum mismatch"
mv there.gz "$contents-$ARCH.gz"
assert_exit 1 run prog --cache-dir "$PWD/changed"
named
