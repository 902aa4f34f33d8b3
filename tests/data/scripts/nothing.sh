#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Says something, does nothing.
set -e
trap 'echo failed' EXIT
echo "installed" >&2
local_function() { frobnicate; }
[ -x /usr/bin/not-there ] && frobnicate
exit 0
