#!/bin/sh
# Says something, does nothing.
set -e
trap 'echo failed' EXIT
echo "installed" >&2
local_function() { frobnicate; }
[ -x /usr/bin/not-there ] && frobnicate
exit 0
