#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Local .debs join the universe, as a directory and as single files, and are taken before older ones.
. "$TOP/tests/lib/case.sh"

mkdebs debs <<'END'
Package: local-only
Depends: alt-one

Package: alt-two
Version: 9.0-1
Files:
 file /usr/share/alt-two/local 0644
END
assert_exit 0 slim build --json --debs debs --include local-only,alt-two -o result/
assert_json '[.packages[].package] | sort == ["alt-one", "alt-two", "local-only"]' stdout
assert_json '.packages[] | select(.package == "alt-two") | .version == "9.0-1"' stdout
assert_file result/usr/share/alt-two/local
assert_exit 0 slim plan --json --debs "$(echo debs/local-only_*.deb)" --include local-only,alt-two
assert_json '.packages[] | select(.package == "alt-two") | .version == "1.0-1"' stdout
