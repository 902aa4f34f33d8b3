#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A file whose content a script takes from what is not known is told, never written empty or as it was before.
. "$TOP/tests/lib/case.sh"

mkdir debs
mkdebs debs <<'END'
Package: unknown
Files:
 file /usr/share/unknown/template 0644 text='ssl = x\n'
 file /etc/shipped 0644 text='shipped\n'
 script postinst '#!/bin/sh\nset -e\nTMP=$(mktemp)\nsed -e "s/x/$(uuidgen)/" /usr/share/unknown/template >$TMP\nchmod 644 $TMP\nucf $TMP /etc/by-ucf\ncp -p $TMP /etc/by-cp\nchown nobody: /etc/by-cp\nif [ -f /etc/by-cp ]; then mkdir /srv/there; fi\nrm -f $TMP\nuuidgen >/etc/shipped\nuuidgen >/etc/later\ncp /usr/share/unknown/template /etc/later\n'

Package: after
Depends: unknown
Files:
 file /usr/share/after/x 0644
 script postinst '#!/bin/sh\nset -e\ncp /etc/by-ucf /etc/by-other\necho more >>/etc/by-cp\n'
END
unknown() { slim build --json --debs debs --include after "$@"; }
assert_exit 0 unknown -o tree/
assert_says 'not made: /etc/by-cp' 'not fully understood: after postinst, unknown postinst'
assert_json '[.not_made[].path] == ["/etc/by-cp", "/etc/by-other", "/etc/by-ucf", "/etc/shipped"]' stdout
assert_json 'all(.not_made[]; .kind == "content" and (.mend | contains("--copy")))' stdout
assert_json '.not_made[2] | .package == "unknown" and (.consequence | contains("only running it can tell"))' stdout
assert_json '.not_made[3].consequence | contains("as its package ships it")' stdout
assert_absent tree/etc/by-ucf tree/etc/by-cp tree/etc/by-other
assert_content shipped tree/etc/shipped
assert_content 'ssl = x' tree/etc/later
assert_dir tree/srv/there
assert_equal '' "$(find tree/tmp -type f)"

# What the user adds is made.
for name in by-ucf by-cp by-other shipped; do echo mine >$name; done
assert_exit 0 unknown --copy by-ucf:/etc/by-ucf --copy by-cp:/etc/by-cp --copy by-other:/etc/by-other -o mine/
assert_json '[.not_made[].path] == ["/etc/shipped"]' stdout
assert_content mine mine/etc/by-ucf
assert_exit 1 unknown --strict -o strict/
