#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What an image lacks of a real installation is of no use by a rule, or told: a sample of tests/truth.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/mirror.sh"

need mmdebstrap
[ -n "$(debian_uri)" ] || skip "the host's apt has no lists of Debian"
status=0
DEBSLIM_TEST_CACHE=$XDG_CACHE_HOME "$TESTS/truth" --list "$TESTS/data/truth.sample" || status=$?
[ "$status" -ne 77 ] || skip "the sample cannot run here"
exit "$status"
