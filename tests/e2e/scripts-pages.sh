#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An alternative for what a rule leaves out is no choice, without a word; with the rule off it is one.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include pages -o tree/
if grep -q warning stderr; then fail "a warning: $(cat stderr)"; fi
assert_link /etc/alternatives/page tree/usr/bin/page
assert_absent tree/usr/share/man tree/etc/alternatives/page.1.gz tree/etc/alternatives/pager.1.gz
assert_exit 0 slim build --include pages --rule man=keep -o keep/
assert_link /etc/alternatives/page.1.gz keep/usr/share/man/man1/page.1.gz
assert_link /etc/alternatives/pager.1.gz keep/usr/share/man/man1/pager.1.gz
