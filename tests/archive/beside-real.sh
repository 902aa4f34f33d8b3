#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Images do the work of a real installation (works), and lack nothing of it that is neither of no use nor told (truth): samples.
#each: WHAT works truth
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/mirror.sh"

need mmdebstrap
[ -n "$(debian_uri)" ] || skip "the host's apt has no lists of Debian"
status=0
DEBSLIM_TEST_CACHE=$XDG_CACHE_HOME "$TESTS/$WHAT" --list "$TESTS/data/$WHAT.sample" || status=$?
[ "$status" -ne 77 ] || skip "the sample cannot run here"
exit "$status"
