#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --raw takes the closure, too, and cuts nothing out of the packages in it.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --json --raw --include docs-link -o tree/
assert_json '[.packages[].package] | sort == ["docs-full", "docs-link"]' stdout
assert_file tree/usr/share/man/man1/docs-full.1.gz tree/usr/share/doc/docs-full/README
assert_absent tree/etc tree/var/lib tree/tmp
