#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# By default documentation, manuals, locales and caches go; copyright, locale.alias and C.UTF-8 stay.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --json --include docs-full -o tree/
(cd tree && find . -type f -path '*docs-full*' -o -type f -path '*locale*' | grep -v var/lib/dpkg | LC_ALL=C sort) >got
LC_ALL=C sort >want <<'END'
./usr/bin/docs-full
./usr/lib/locale/C.utf8/LC_CTYPE
./usr/share/doc/docs-full/copyright
./usr/share/docs-full/data
./usr/share/locale/locale.alias
END
assert_same want got
# Each rule says what it saved.
assert_json '.dropped | length > 3' stdout
assert_json '[.dropped[] | select(.rule == "docs" or .rule == "man" or .rule == "info" or .rule == "locale") | select(.files > 0 and .bytes > 0)] | length == 4' stdout
