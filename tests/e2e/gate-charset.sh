#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A program that converts text and names a character set which the rule gconv left out is noted, with the value that keeps it.
. "$TOP/tests/lib/case.sh"

need gcc
mkdir data
export TEST_DATA=$PWD/data
echo 'void *iconv_open(const char *to, const char *from) { return 0; }' |
	gcc -w -shared -nostdlib -Wl,-soname,libown.so.1 -o data/libown.so.1 -x c -
converter() { # PROGRAM CHARSET
	echo "void *iconv_open(const char *, const char *); int main(void) { return iconv_open(\"UTF-8\", \"$2\") == 0; }" |
		gcc -w -nostdlib -nostartfiles -Wl,-e,main -o "data/$1" -x c - -x none data/libown.so.1
}
converter japanese euc-jp//TRANSLIT
converter alias EUCJP
converter western ISO-8859-1
echo 'int main(void) { return "EUC-JP"[0]; } const char *const name = "EUC-JP";' |
	gcc -w -nostdlib -nostartfiles -Wl,-e,main -o data/names -x c - -x none data/libown.so.1
echo "int nothing;" | gcc -shared -nostdlib -o data/loader -x c -
loader=$(readelf -l data/western | sed -n 's/.*interpreter: \(.*\)]/\1/p')
mkdebs pkgs/pool <<END
Package: base
Architecture: $ARCH
Files:
 file $loader 0755 from=loader
 file /usr/lib/libown.so.1 0644 from=libown.so.1
 file /usr/lib/x/gconv/gconv-modules 0644 text='module ISO-8859-1// INTERNAL ISO8859-1 1\n'
 file /usr/lib/x/gconv/gconv-modules.d/extra.conf 0644 text='alias EUCJP// EUC-JP//\nmodule EUC-JP// INTERNAL EUC-JP 1\nmodule INTERNAL EUC-JP// EUC-JP 1\n'
 file /usr/lib/x/gconv/ISO8859-1.so 0644 text='x'
 file /usr/lib/x/gconv/EUC-JP.so 0644 text='x'

$(for name in japanese alias western names; do
	printf 'Package: %s\nArchitecture: %s\nDepends: base\nFiles:\n' "$name" "$ARCH"
	printf ' file /usr/bin/%s 0755 from=%s\n\n' "$name" "$name"
done)
END
archive_build pkgs bookworm
own() { debslim build --mirror "$(archive_line "$PWD/pkgs")" --arch "$ARCH" --force -o tree/ --json "$@"; }
noted() { jq -r '.findings[] | select(.check == "charset") | "\(.path) \(.missing)"' stdout; }

assert_exit 0 own --include japanese
assert_equal '/usr/bin/japanese euc-jp' "$(noted)"
assert_says note: /usr/bin/japanese euc-jp gconv=utf '--rule gconv=all'
assert_exit 0 own --include alias
assert_equal '/usr/bin/alias EUCJP' "$(noted)"
# Not a character set that stays, nor a program that only has the name, nor with all modules.
assert_exit 0 own --include western,names
assert_equal '' "$(noted)"
assert_exit 0 own --include japanese --rule gconv=all
assert_equal '' "$(noted)"
