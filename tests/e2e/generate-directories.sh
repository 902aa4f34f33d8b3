#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Home directories, /tmp and /var/tmp have the modes and owners programs rely on.
. "$TOP/tests/lib/case.sh"

debslim build --mirror "$(archive_line)" --arch "$ARCH" --profile static -o r.tar
python3 - >got <<'END'
import tarfile
want = "root home home/nonroot tmp var/tmp".split()
for m in tarfile.open("r.tar"):
    n = m.name.strip("/").removeprefix("./")
    if n in want:
        print(n, "%04o" % m.mode, m.uid, m.gid)
END
cat >want <<'END'
home 0755 0 0
home/nonroot 0700 65532 65532
root 0700 0 0
tmp 1777 0 0
var/tmp 1777 0 0
END
assert_same want got
