#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A directory that several packages ship is as the package has it that dpkg unpacks first.
. "$TOP/tests/lib/case.sh"

archive_copy archive
mkdebs archive/pool <<'END'
Package: a-program
Version: 1
Architecture: any
Depends: z-library
Files:
 dir /usr/lib/shared 0700
 dir /usr/lib/own 0700
 file /usr/lib/shared/program 0644
 file /usr/lib/own/file 0644

Package: z-library
Version: 1
Architecture: any
Files:
 dir /usr/lib/shared 0755
 file /usr/lib/shared/library 0644
END
archive_build "$PWD/archive" bookworm
assert_exit 0 debslim build --arch "$ARCH" --mirror "$(archive_line "$PWD/archive")" --include a-program -o out/
assert_mode 755 out/usr/lib/shared
assert_mode 700 out/usr/lib/own
