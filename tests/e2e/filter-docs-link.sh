#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A documentation directory that is a link stays one, so that the copyright is found through it.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include docs-link -o tree/
assert_link docs-full tree/usr/share/doc/docs-link
assert_content "GPL-2+" tree/usr/share/doc/docs-link/copyright
