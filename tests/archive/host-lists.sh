#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The host's lists and cache are as they were after builds of its own release and of another.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

state() { { find /var/lib/apt /var/cache/apt /var/lib/dpkg/status -printf '%p %m %s %T@\n' 2>/dev/null || :; } | sort; }
state >before
for suite in bookworm trixie; do assert_exit 0 debslim plan --suite $suite --profile base; done
state >after
assert_same before after
