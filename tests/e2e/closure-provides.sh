#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Virtual packages are met by Provides, versioned relations only by versioned Provides that are new enough.
. "$TOP/tests/lib/case.sh"

assert_equal "agent wants-virtual" "$(planned wants-virtual)"
assert_equal "agent" "$(planned mail-agent)"
assert_equal "engine-new wants-engine" "$(planned wants-engine)"
assert_exit 3 slim plan --include wants-newer-engine
assert_says wants-newer-engine engine
