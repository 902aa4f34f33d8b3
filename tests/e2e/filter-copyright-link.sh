#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The file a copyright link points to stays, its neighbours go.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include copyright-link -o tree/
assert_link LICENSE.real tree/usr/share/doc/copyright-link/copyright
assert_content "the licence" tree/usr/share/doc/copyright-link/copyright
assert_absent tree/usr/share/doc/copyright-link/NEWS
