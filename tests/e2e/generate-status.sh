#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# status.d holds NAME and NAME.md5sums for each package and nothing else; the sums are of the kept files.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --profile scratch --include docs-full,hard-dropped-first,from-source -o tree/
d=tree/var/lib/dpkg/status.d
for p in docs-full from-source hard-dropped-first; do echo $p; echo $p.md5sums; done | LC_ALL=C sort >want
find $d -mindepth 1 -printf '%P\n' | LC_ALL=C sort >got
assert_same want got
for p in docs-full from-source hard-dropped-first; do
	assert_match "^Package: $p\$" $d/$p
	assert_match '^Version: ' $d/$p
	[ ! -s $d/$p.md5sums ] || (cd tree && md5sum --quiet --strict -c var/lib/dpkg/status.d/$p.md5sums) || fail "sums of $p"
done
assert_match '^Source: the-source \(2.0-3\)$' $d/from-source
sed 's/^[0-9a-f]\{32\}  //' $d/docs-full.md5sums >got
cat >want <<'END'
usr/bin/docs-full
usr/lib/locale/C.utf8/LC_CTYPE
usr/share/doc/docs-full/copyright
usr/share/docs-full/data
usr/share/locale/locale.alias
END
LC_ALL=C sort -o got got
assert_same want got
assert_match '  usr/share/hard-dropped-first/tool$' $d/hard-dropped-first.md5sums
assert_no_match 'usr/share/doc/hard-dropped-first/tool' $d/hard-dropped-first.md5sums
# Every file of the tree has an owner or was generated.
cut -c35- $d/*.md5sums | sort >owned
(cd tree && find . -type f -printf '%P\n' | grep -v '^var/lib/dpkg/' | sort) >all
comm -13 owned all >generated
assert_no_match 'usr/(bin|share|lib)' generated
