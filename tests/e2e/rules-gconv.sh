#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Of iconv's configuration there stays what the modules in the image can do, and the cache only if all are there.
. "$TOP/tests/lib/case.sh"

dir=tree/usr/lib/x86_64-linux-gnu/gconv
build() { assert_exit 0 slim build --json --force --include gconv -o tree/ "$@"; }
names() { (cd $dir && find . -type f | LC_ALL=C sort | sed 's,^./,,' | paste -s -d ' '); }

build
assert_equal "ISO8859-1.so UTF-16.so gconv-modules" "$(names)"
cat >want <<'END'
# The head stays.

# from to
alias UTF16// UTF-16//
alias LATIN1// ISO-8859-1//
alias UTF8// UTF-8//
module UTF-16// INTERNAL UTF-16 1
module INTERNAL utf-16// UTF-16 1
module ISO-8859-1// INTERNAL ISO8859-1
END
assert_same want $dir/gconv-modules
assert_json '.dropped[] | select(.rule == "gconv") | .value == "utf" and .files == 5' stdout
assert_json '.left_out[] | select(.rule == "gconv") | .paths | keys | map(split("/")[-1]) == ["EUC-JP.so", "KOI8-R.so", "gconv-modules.cache", "extra.conf", "libJIS.so"]' stdout
# dpkg's sums are of files as they were shipped.
assert_no_match 'gconv-modules' tree/var/lib/dpkg/status.d/gconv.md5sums
assert_match 'UTF-16.so' tree/var/lib/dpkg/status.d/gconv.md5sums

build --rule gconv=all
assert_equal "EUC-JP.so ISO8859-1.so KOI8-R.so UTF-16.so gconv-modules gconv-modules.cache gconv-modules.d/extra.conf libJIS.so" "$(names)"
assert_match 'gconv-modules.cache' tree/var/lib/dpkg/status.d/gconv.md5sums
build --rule gconv=none
assert_absent $dir

# One module more, and one less.
build --path-include '*/KOI8-R.so' --path-exclude '*/UTF-16.so'
assert_equal "ISO8859-1.so KOI8-R.so gconv-modules gconv-modules.d/extra.conf" "$(names)"
assert_equal "alias LATIN1// ISO-8859-1// alias UTF8// UTF-8// module ISO-8859-1// INTERNAL ISO8859-1" \
	"$(sed 1,3d $dir/gconv-modules | paste -s -d ' ')"
printf '# Extra.\nalias KOI8// KOI8-R//\nmodule KOI8-R// INTERNAL KOI8-R 1\n' >want
assert_same want $dir/gconv-modules.d/extra.conf
# A cache that names one too many goes.
build --rule gconv=all --path-exclude '*/EUC-JP.so'
assert_equal "ISO8859-1.so KOI8-R.so UTF-16.so gconv-modules gconv-modules.d/extra.conf libJIS.so" "$(names)"

# Who left the modules out answers for the tables, too.
build --rule gconv=all --path-exclude '*/KOI8-R.so' --json
assert_json '[.left_out[] | select(.paths | keys | any(endswith("gconv-modules.cache"))) | .rule] == ["path-exclude"]' stdout
