#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An unknown suite of the real archive ends with 2, and says which was probably meant.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

assert_exit 2 debslim plan --suite bookwrom --profile cc
assert_says bookwrom 'did you mean' bookworm
