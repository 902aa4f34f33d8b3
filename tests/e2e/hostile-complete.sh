#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every kind of hostile .deb that can be made is tried, and a sound one made the same way is taken.
. "$TOP/tests/lib/case.sh"

export PYTHONDONTWRITEBYTECODE=1
python3 "$TESTS/lib/hostile.py" --list | sort >want
sed -n 's/^#each: KIND //p' "$TESTS/e2e/hostile.sh" | tr ' ' '\n' | sort >got
assert_same want got
mkdebs debs <<'END'
Package: evil
Files:
 file /usr/share/evil/file 0644
END
assert_exit 0 slim build --debs debs --profile scratch --include evil -o tree/
assert_file tree/usr/share/evil/file
