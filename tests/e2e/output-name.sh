#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Without -o the result is named after profile, suite and architecture.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --profile scratch
assert_file scratch-bookworm-"$ARCH".tar
assert_exit 0 debslim --mirror "$(archive_line)" --profile scratch --include friend
tar -tf scratch-bookworm-"$ARCH".tar >list
assert_match usr/share/doc/friend list
