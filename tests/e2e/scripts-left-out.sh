#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What a size rule leaves out is still there for a script that copies it; what dpkg would not unpack is told.
. "$TOP/tests/lib/case.sh"

mkdir debs
printf 'packed\n' | gzip -n >packed.gz
TEST_DATA=$PWD mkdebs debs <<'END'
Package: left-out
Files:
 file /usr/share/doc/left-out/examples/printcap 0644 text='lp:\n'
 file /usr/share/doc/left-out/examples/other 0644 text='other\n'
 file /usr/share/doc/left-out/examples/packed.gz 0644 from=packed.gz
 file /usr/share/doc/left-out/conf/a.conf 0644 text='a\n'
 file /usr/share/doc/left-out/README 0644 text='read me\n'
 script postinst '#!/bin/sh\nDOC=/usr/share/doc/left-out\nif [ ! -e /etc/printcap ]; then cp $DOC/examples/printcap /etc/; fi\ninstall -m 0600 $DOC/examples/printcap /etc/by-install\nucf $DOC/examples/printcap /etc/by-ucf\ncat $DOC/examples/printcap >/etc/by-cat\nzcat $DOC/examples/packed.gz >/etc/by-zcat\nfor f in $DOC/conf/*.conf; do cp $f /etc/$(basename $f); done\n[ -f $DOC/examples/printcap ] && mkdir /srv/seen\nexit 0\n'
END
left() { slim build --json --debs debs --include left-out "$@"; }
assert_exit 0 left --strict -o tree/
assert_json '.not_made == [] and .maintainer_scripts[0].policy == "emulated"' stdout
for name in printcap by-install by-ucf by-cat; do assert_content 'lp:' tree/etc/$name; done
assert_mode 600 tree/etc/by-install
assert_content packed tree/etc/by-zcat
assert_content a tree/etc/a.conf
assert_dir tree/srv/seen
# Of themselves they stay left out, and are counted.
assert_absent tree/usr/share/doc/left-out/examples tree/usr/share/doc/left-out/conf tree/usr/share/doc/left-out/README

# dpkg would not unpack what the user excludes: the script would find nothing there.
assert_exit 0 left --path-exclude '/usr/share/doc/*' -o excluded/
assert_absent excluded/etc/printcap excluded/srv/seen
assert_json 'any(.not_made[]; .path == "/etc/printcap")' stdout
assert_json '.not_made[] | select(.path == "/etc/printcap") | (.consequence | contains("/usr/share/doc/left-out/examples/printcap")) and (.mend | contains("--path-include"))' stdout
