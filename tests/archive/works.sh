#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Daemons and tools do the same work in an image as in a real installation: a sample of tests/data/works.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/mirror.sh"

need mmdebstrap
[ -n "$(debian_uri)" ] || skip "the host's apt has no lists of Debian"
status=0
DEBSLIM_TEST_CACHE=$XDG_CACHE_HOME "$TESTS/works" --list "$TESTS/data/works.sample" || status=$?
[ "$status" -ne 77 ] || skip "the sample cannot run here"
exit "$status"
