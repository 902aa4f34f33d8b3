#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The host's apt is read and never written, whichever way debslim ends.
. "$TOP/tests/lib/case.sh"

state() { (cd "$TEST_APT" && find . -printf '%p %m %s %T@\n' | sort; { find /var/lib/apt/lists /var/cache/apt -printf '%p %s %T@\n' 2>/dev/null || :; } | sort); }
archive_line >"$TEST_APT/etc/sources.list"
state >before
assert_exit 0 debslim build --include first-alternative -o result.tar
assert_exit 2 debslim plan --include alt-oen
state >after
assert_same before after
