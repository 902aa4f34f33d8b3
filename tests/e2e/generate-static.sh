#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The profile static has Debian's os-release, a UTC localtime, the zone files and the licences, and nothing dangles.
. "$TOP/tests/lib/case.sh"

assert_exit 0 debslim build --json --mirror "$(archive_line)" --arch "$ARCH" --profile static -o tree/
assert_json '[.packages[].package] | sort == ["base-files", "ca-certificates", "media-types", "netbase", "tzdata"]' stdout
assert_link ../usr/lib/os-release tree/etc/os-release
assert_match '^PRETTY_NAME="Test"' tree/etc/os-release
assert_content 12.0 tree/etc/debian_version
assert_content 'TZif2 UTC' tree/usr/share/zoneinfo/UTC
assert_link /usr/share/zoneinfo/Etc/UTC tree/etc/localtime
assert_file tree/usr/share/zoneinfo/Europe/Berlin tree/etc/mime.types tree/etc/services
assert_absent tree/usr/share/zoneinfo/right tree/usr/share/zoneinfo/posix
for p in base-files ca-certificates media-types netbase tzdata; do assert_file tree/usr/share/doc/$p/copyright; done
python3 "$TESTS/lib/links.py" tree
# Shells, interpreters and package managers are for those who ask for them.
assert_absent tree/usr/bin/mawk tree/usr/bin/openssl tree/usr/bin/sh
