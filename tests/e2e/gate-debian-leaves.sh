#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What Debian itself leaves dangling, because only a Recommends or Suggests brings it, is a note; what a rule, an option or a missing Depends takes away stays an error.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/gate.sh"

gate_made
gate_library made/libmore.so.1 libmore.so.1 -nostdlib
gate_library made/plugin.so plugin.so -nostdlib made/libmore.so.1
gate_library made/libown.so.1 libown.so.1 -nostdlib made/libmore.so.1
gate_program made/runs-own -nostdlib made/libown.so.1 -Wl,-rpath-link,made
# For another machine: its loader has another name.
gate_program made/foreign -nostdlib made/libmore.so.1 -Wl,--dynamic-linker=/lib/ld-other.so.1
gate_program made/nothing -nostdlib
printf '\3\0' | dd of=made/foreign bs=1 seek=18 conv=notrunc 2>/dev/null
mkdebs archive/pool <<P
Package: base-tools
Version: 1
Files:
 file $LOADER 0755 from=loader
 file /usr/bin/real 0755 text='a program\n'

Package: leaves
Version: 1
Depends: base-tools
Recommends: fonts-nice, more
Suggests: snake (>= 3) | viper
Files:
 link /usr/share/leaves/font.ttf -> /usr/share/fonts/nice/font.ttf
 file /usr/bin/leaves-helper 0755 text='#!/usr/bin/snake\n'
 file /usr/bin/leaves-env 0755 text='#!/usr/bin/env viper\n'
 file /usr/bin/env 0755 text='env\n'

Package: leaves-data
Source: leaves
Version: 1
Files:
 link /usr/share/leaves/other.ttf -> ../fonts/nice/other.ttf

Package: plugins
Version: 1
Depends: base-tools
Files:
 file /usr/lib/$TRIPLET/plugins/plugin.so 0644 from=plugin.so

Package: libown1
Version: 1
Depends: base-tools
Recommends: more
Files:
 file /usr/lib/$TRIPLET/libown.so.1 0644 from=libown.so.1

Package: runs-own
Version: 1
Depends: libown1
Files:
 file /usr/bin/runs-own 0755 from=runs-own

Package: foreign
Version: 1
Depends: base-tools
Files:
 file /usr/libexec/foreign 0755 from=foreign
 file /usr/bin/runs-nothing 0755 from=nothing

Package: alone
Version: 1
Depends: base-tools
Files:
 link /usr/share/alone/x -> /usr/share/fonts/nice/font.ttf

Package: scripted
Version: 1
Depends: base-tools
Recommends: more
Files:
 link /usr/share/scripted/made -> /var/lib/scripted/made
 script postinst '#!/bin/sh\nscripted-generator --output /var/lib/scripted/made\n'

Package: links-var
Version: 1
Depends: scripted-lib
Recommends: more
Files:
 link /usr/share/links-var/made -> /var/lib/scripted/made

Package: links-usr
Version: 1
Depends: scripted-lib
Recommends: more
Files:
 link /usr/share/links-usr/made -> ../nowhere/made

Package: scripted-lib
Version: 1
Files:
 script postinst '#!/bin/sh\nscripted-generator --output /var/lib/scripted/made\n'

Package: circles
Version: 1
Recommends: more
Files:
 link /usr/share/circles/a -> /usr/share/circles/b
 link /usr/share/circles/b -> /usr/share/circles/a

Package: manual
Version: 1
Depends: base-tools
Recommends: more
Files:
 link /usr/share/manual/page -> ../man/man1/manual.1.gz
 file /usr/share/man/man1/manual.1.gz 0644

Package: fonts-nice
Version: 1
Files:
 file /usr/share/fonts/nice/font.ttf 0644 text='a font\n'
 file /usr/share/fonts/nice/other.ttf 0644 text='a font\n'

Package: more
Version: 1

Package: dash
Version: 1
Essential: yes
Files:
 file /bin/sh 0755 text='a shell\n'

Package: sheller
Version: 1
Depends: base-tools
Files:
 file /usr/bin/sheller 0755 text='#!/bin/sh\n'
P
contents=archive/dists/bookworm/main/Contents
mkdir -p "${contents%/*}"
echo 'usr/share/fonts/nice/font.ttf   fonts/fonts-nice' >"$contents-$ARCH"
echo 'usr/bin/snake   misc/snake' >"$contents-all"
gzip -n -k "$contents-$ARCH" "$contents-all"
archive_build archive bookworm
rm "$contents-$ARCH" "$contents-all"
http_serve archive
line=$(archive_line "$HTTP_URL")
build() { debslim build --json --force --mirror "$line" --arch "$ARCH" --include "$@" -o r.tar; }
asked() { grep -c Contents- "$HTTP_LOG" || :; }
left() { # PACKAGE PATH WORDS OPTIONS...: is a note, with what may bring it
	local package=$1 path=$2 words=$3
	shift 3
	assert_exit 0 build "$package" "$@"
	assert_json ".findings[] | select(.path == \"$path\") | .severity == \"note\" and (.package | contains(\"$words\"))" stdout
	assert_json '[.findings[] | select(.severity == "error")] == []' stdout
}
refused() { # PACKAGE PATH WORDS OPTIONS...
	local package=$1 path=$2 words=$3
	shift 3
	rm -f r.tar
	assert_exit 1 build "$package" "$@"
	assert_says "$path: " "$words"
	assert_absent r.tar
}
left leaves /usr/share/leaves/font.ttf 'no dependency of leaves brings it'
left leaves /usr/bin/leaves-helper 'leaves recommends or suggests snake, which may'
left leaves /usr/bin/leaves-env 'suggests viper'
left leaves,leaves-data /usr/share/leaves/other.ttf 'leaves recommends or suggests fonts-nice'
left plugins "/usr/lib/$TRIPLET/plugins/plugin.so" 'no program links this file'
left libown1 "/usr/lib/$TRIPLET/libown.so.1" 'no program links this file'
left foreign /usr/libexec/foreign 'a program for another machine'
# With what brings it nothing is left to say.
assert_exit 0 build leaves,fonts-nice --allow 'script-interpreter:*'
assert_json '[.findings[] | select(.check == "dangling-link")] == []' stdout
assert_equal 0 "$(asked)" 'requests of Contents'

# Nobody recommends it; only its script would have made it; a rule or the user left it out.
refused alone /usr/share/alone/x 'which is not there'
refused leaves-data /usr/share/leaves/other.ttf 'which is not there'
refused scripted /usr/share/scripted/made 'which is not there'
refused links-var /usr/share/links-var/made 'which is not there'
left links-usr /usr/share/links-usr/made 'no dependency of links-usr brings it'
refused circles /usr/share/circles/a 'round in circles'
refused manual /usr/share/manual/page "which the rule 'man' leaves out"
refused leaves /usr/share/leaves/font.ttf 'which is not there' --exclude base-tools
assert_equal 0 "$(asked)" 'requests of Contents'
# A program does not start without it. Then the archive is asked, after the refusal.
refused runs-own,alone "/usr/lib/$TRIPLET/libown.so.1" 'needs libmore.so.1'
[ "$(asked)" -gt 0 ] || fail 'Contents was not asked for'
grep -n 'libown.so.1: library' stderr | head -n 1 >first
grep -n 'asking the archive' stderr >second
[ "$(cut -d: -f1 first)" -lt "$(cut -d: -f1 second)" ] || fail 'the refusal does not come first'
assert_match '/usr/share/alone/x: .*package fonts-nice has it$' stderr
# What is in the cache names packages, and changes no verdict.
refused alone /usr/share/alone/x 'package fonts-nice has it'
left leaves /usr/share/leaves/font.ttf 'no dependency of leaves brings it'

# To allow a finding is not to do without the shell.
assert_exit 0 build sheller --allow 'script-interpreter:*'
assert_json '[.packages[].package] | contains(["dash"])' stdout
assert_exit 0 build sheller --allow '*' --exclude dash
assert_json '[.packages[].package] | contains(["dash"]) | not' stdout
assert_json '[.accepted[].path] == ["/usr/bin/sheller"]' stdout
