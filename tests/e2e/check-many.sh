#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A root with more programs than a process may map at once is checked all the same.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/gate.sh"

most=$(cat /proc/sys/vm/max_map_count)
[ "$most" -le 100000 ] || skip "vm.max_map_count is $most: too many files to try"
mkdir root
gate_library library.so libx.so.1 -nostdlib
truncate -s 20K library.so
python3 - "$most" <<'E2'
import os, shutil, sys
for i in range(int(sys.argv[1]) // 1000 + 5):
    os.mkdir(f"root/{i}")
    shutil.copy("library.so", f"root/{i}/0.so")
    for k in range(1, 1000):
        os.link(f"root/{i}/0.so", f"root/{i}/{k}.so")
E2
assert_exit 0 debslim check --json root
assert_json ".checked.libraries > $most" stdout
