#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Without options but the profile, the host's own release is built, named after profile, suite and architecture.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

host=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
assert_exit 0 debslim --profile static
assert_file "static-$host-$ARCH.tar"
tar -xOf "static-$host-$ARCH.tar" ./usr/lib/os-release >os-release
assert_match "^VERSION_CODENAME=$host$" os-release
python3 "$TESTS/lib/tarlist.py" --strict "static-$host-$ARCH.tar"
