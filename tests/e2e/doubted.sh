#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What a script does only if something holds that only running it tells is not made, and told by its path.
. "$TOP/tests/lib/case.sh"

archive_copy archive
mkdebs archive/pool <<'END'
Package: doubtful
Version: 1
Architecture: any
Files:
 file /etc/doubtful/conf 0640
 file /etc/doubtful/open 0644
 dir /var/lib/doubtful 0755
 file /var/lib/deep/one 0644
 file /var/lib/deep/two 0640
 file /usr/bin/overridden 0755 text='x'
 link /etc/doubtful/other -> conf
 file /usr/bin/doubtful 0755 text='#!/usr/bin/doubtful\n'
 script postinst '#!/bin/sh\nset -e\nif some-program --asks; then\n chgrp daemon /etc/doubtful/conf\n chmod 0640 /etc/doubtful/conf\n chmod 0600 /etc/doubtful/open\n mkdir -p /var/lib/doubtful/made\n ln -s conf /etc/doubtful/link\n adduser --system --no-create-home doubtful\n mkdir /run/passing\n chown -R daemon /var/lib/deep\n chmod -R 0640 /var/lib/deep\n dpkg-statoverride --update --add root daemon 2755 /usr/bin/overridden\n adduser daemon mail\n ln -sf open /etc/doubtful/other\nfi\nchgrp nobody-adds-it /etc/doubtful/open || true\nmkdir -p /var/lib/doubtful/sure\n'
END
archive_build "$PWD/archive" bookworm
make_image() { debslim build --arch "$ARCH" --mirror "$(archive_line "$PWD/archive")" --include doubtful --allow '*' "$@"; }
assert_exit 0 make_image --json -o out/
jq -r '.not_made[] | [.kind, .package, .path] | join(" ")' stdout | LC_ALL=C sort >got
cat >want <<'END'
account doubtful /etc/group
account doubtful /etc/passwd
directory doubtful /var/lib/doubtful/made
link doubtful /etc/doubtful/link
link doubtful /etc/doubtful/other
mode doubtful /etc/doubtful/open
mode doubtful /var/lib/deep
owner doubtful /etc/doubtful/conf
owner doubtful /etc/doubtful/open
owner doubtful /usr/bin/overridden
owner doubtful /var/lib/deep
END
assert_same want got
assert_json '[.not_made[] | select(.path == "/var/lib/deep") | [.kind, .count]] == [["mode", 2], ["owner", 3]]' stdout
assert_json '.not_made[] | select(.path == "/etc/doubtful/conf") | .consequence | test("the group daemon, only running it can tell")' stdout
assert_dir out/var/lib/doubtful/sure
assert_absent out/var/lib/doubtful/made out/etc/doubtful/link
assert_exit 1 make_image --strict -o strict/
assert_absent strict
