#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Modes, setuid, setgid, sticky bits and numeric owners are kept as the package has them.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include modes -o r.tar
python3 - >got <<'END'
import tarfile
for m in tarfile.open("r.tar"):
    n = m.name.strip("/").removeprefix("./")
    if "modes" in n or n in ("var/tmp-sticky", "var/mail-like"):
        if "status.d" not in n and "/doc/" not in n:
            print(n, "%04o" % m.mode, m.uid, m.gid)
END
cat >want <<'END'
usr/bin/modes-setgid 2755 0 42
usr/bin/modes-setuid 4755 0 0
var/lib/modes-private 0700 0 0
var/lib/modes-private/secret 0600 65532 65532
var/mail-like 2775 0 8
var/tmp-sticky 1777 0 0
END
assert_same want got
