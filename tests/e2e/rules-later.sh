#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A package that a file brings in may put another value of a rule in force. It holds for the packages that were read
# before, too, and is reported.
. "$TOP/tests/lib/case.sh"

mkdir pkgs
mkdebs pkgs/pool <<'END'
Package: libssl3
Files:
 file /usr/lib/x86_64-linux-gnu/ossl-modules/legacy.so 0644
 file /usr/lib/x86_64-linux-gnu/libssl.so.3 0644

# Its relation to adduser is cut until its file turns out to use it.
Package: later
Depends: libssl3, adduser
Files:
 file /usr/bin/later 0755 text='#!/usr/sbin/adduser\n'

Package: adduser
Depends: python3-cryptography
Files:
 file /usr/sbin/adduser 0755 text='x'

Package: python3-cryptography
Files:
 file /usr/lib/python3/dist-packages/cryptography/x.so 0644
END
archive_build pkgs bookworm
own() { debslim build --mirror "$(archive_line "$PWD/pkgs")" --arch "$ARCH" "$@"; }

legacy=usr/lib/x86_64-linux-gnu/ossl-modules/legacy.so
assert_exit 0 own --json --include libssl3 -o first/
assert_json '[.left_out[].rule] == ["openssl"]' stdout
assert_absent first/$legacy
assert_exit 0 own --json --include later --allow '*' -o later/
assert_says note: python3-cryptography openssl=legacy
assert_json '.left_out == []' stdout
assert_file later/$legacy later/usr/lib/python3/dist-packages/cryptography/x.so
