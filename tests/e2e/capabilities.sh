#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What setcap in a script sets is in the tar, in layers and, for root, in a directory; without setcap the script's other branch holds.
. "$TOP/tests/lib/case.sh"

mkdir debs
mkdebs debs <<'END'
Package: caps
Files:
 file /usr/bin/ping 0755 text='ping\n'
 file /usr/bin/owned 0755 text='owned\n'
 hard /usr/bin/ping-too -> /usr/bin/ping
 script postinst '#!/bin/sh\nset -e\nif command -v setcap >/dev/null && setcap cap_net_raw,cap_net_admin+ep /usr/bin/ping; then chmod u-s /usr/bin/ping; else chmod u+s /usr/bin/ping; fi\nif command -v setcap >/dev/null; then setcap cap_chown=p /usr/bin/owned; chown nobody: /usr/bin/owned; fi\n'

Package: caps-tool
Files:
 file /usr/sbin/setcap 0755 text='tool\n'
END
caps() { slim build --json --debs debs "$@"; }
# magic and flag, permitted, inheritable: linux/capability.h, vfs_cap_data
expected=0100000200300000000000000000000000000000

cat >show.py <<'EOP'
import sys, tarfile
for m in tarfile.open(sys.argv[1]):
    for key, value in sorted(m.pax_headers.items()):
        if "xattr" in key.lower():
            print(m.name, oct(m.mode), key, value.encode("utf-8", "surrogateescape").hex())
EOP
assert_exit 0 caps --include caps,caps-tool -o caps.tar -o oci:layout --layers package
assert_json '.maintainer_scripts[0] | .policy == "emulated" and any(.effects[]; . == "capability cap_net_raw,cap_net_admin+ep /usr/bin/ping")' stdout
assert_equal "./usr/bin/ping 0o755 SCHILY.xattr.security.capability $expected" "$(python3 show.py caps.tar)"
found=$(for blob in layout/blobs/sha256/*; do python3 show.py "$blob" 2>/dev/null || :; done)
assert_match "usr/bin/ping 0o755 SCHILY.xattr.security.capability $expected" <(echo "$found")

if [ "$(id -u)" = 0 ]; then
	assert_exit 0 caps --include caps,caps-tool -o tree/
	real=$(python3 -c 'import os; print(os.getxattr("tree/usr/bin/ping", "security.capability").hex())')
	assert_equal "$expected" "$real"
fi

# A real installation without it has the setuid bit.
assert_exit 0 caps --include caps -o plain.tar
assert_equal '' "$(python3 show.py plain.tar)"
assert_match '^-rwsr-xr-x .* \./usr/bin/ping' <(tar -tvf plain.tar)
