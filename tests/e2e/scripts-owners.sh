#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# "chown USER:" takes the user's login group; an owner that nobody has makes a line unhandled, not the run fail.
. "$TOP/tests/lib/case.sh"

mkdir debs
mkdebs debs <<'END'
Package: owners
Files:
 dir /srv/a 0755
 file /srv/a/f 0644
 file /srv/a/g 0644
 file /srv/a/h 0644
 script postinst '#!/bin/sh\nset -e\nadduser --system --no-create-home statd\nadduser --system --group --no-create-home own\nchown statd: /srv/a\nchown own. /srv/a/f\nchown nobody-has-this:adm /srv/a/g\nchown :adm /srv/a/h\n'
END
own() { slim build --json --debs debs --include owners "$@"; }
assert_exit 0 own -o own.tar
assert_says 'owners postinst'
assert_json '[.maintainer_scripts[0].unhandled[] | .line, (.why | contains("no user '"'nobody-has-this'"'"))] == [7, true]' stdout
tar --numeric-owner -tvf own.tar >list
uid=$(tar -xOf own.tar ./etc/passwd | sed -n 's/^statd:[^:]*:\([0-9]*\):65534:.*/\1/p')
assert_match "$uid/65534 .* \./srv/a/$" list
assert_match ' [1-9][0-9]*/1[0-9]* .* \./srv/a/f$' list
assert_match ' 0/0 .* \./srv/a/g$' list
assert_match ' 0/4 .* \./srv/a/h$' list
assert_exit 1 own --strict -o strict.tar
