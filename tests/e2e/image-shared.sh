#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A package that is whole has the same layer whatever else is in the image: what others change of it is in the last one.
. "$TOP/tests/lib/case.sh"

mkdebs "$PWD/debs" <<'END'
Package: whole
Files:
 file /srv/data/file 0644 text='whole\n'
 file /usr/bin/tool 0755 text='a tool\n'
 file /usr/lib/whole/conf 0644 text='conf\n'
 file /usr/lib/whole/other 0644 text='other\n'

Package: aaa-directories
Files:
 dir /srv 0711
 dir /srv/data 0700 owner=33:33
 file /srv/own 0644 text='own\n'

Package: aaa-owner
Depends: whole
Files:
 file /usr/share/aaa-owner/x 0644 text='x\n'
 script postinst '#!/bin/sh\nset -e\nchmod 0600 /usr/lib/whole/conf\n'

Package: aaa-diverts
Files:
 file /usr/lib/whole/other 0644 text='of another package\n'
 script preinst '#!/bin/sh\nset -e\ndpkg-divert --package aaa-diverts --add --rename --divert /usr/lib/whole/other.whole /usr/lib/whole/other\n'

END
build() { assert_exit 0 slim build --debs debs --profile scratch --include "$1" --layers package -o "oci:l:$2"; }
facts() { python3 "$TESTS/lib/image.py" l "$1" >"$1.json" || fail "$1 is no proper image"; }
layer() { jq -r --arg name "$2" '.images[0] | . as $i | range(.layers | length) | select($i.config.history[.].comment | startswith($name)) | $i.layers[.].digest' "$1.json"; }
merged() { jq -r 'reduce .images[0].layers[].entries as $e ({}; . + $e) | to_entries | sort_by(.key)[] | .value[4] = 0 | [.key, .value[]] | @tsv' "$1.json"; }

build whole alone
facts alone
want=$(layer alone 'whole ')
build whole,aaa-directories directories
facts directories
assert_equal "$want" "$(layer directories 'whole ')" "layer beside a package that has other directories"
assert_equal "448 33 33" "$(merged directories | awk '$1 == "srv/data" { print $3, $4, $5 }')" "srv/data in the end"

# What a script changes leaves the layer: all others of the package stay in it.
build whole,aaa-owner owner
facts owner
assert_json '[.images[0].layers[] | select(.entries["usr/lib/whole/conf"] != null)] == [.images[0].layers[-1]]' owner.json
assert_equal 384 "$(merged owner | awk '$1 == "usr/lib/whole/conf" { print $3 }')" "mode in the end"

# What another package diverts is under its new name in the end; each layer has what that package brings.
build whole,aaa-diverts diverts
facts diverts
assert_json '[.images[0].layers[] | select(.entries["usr/lib/whole/other.whole"] != null)] == [.images[0].layers[-1]]' diverts.json
assert_json '[.images[0].layers[] | select(.entries["usr/lib/whole/other"] != null)] | length == 1' diverts.json
assert_json '[.images[0].layers[] | select(.entries["usr/lib/whole/file"] != null)] == []' diverts.json

# All together are what one layer is.
for name in directories owner diverts; do
	packages=whole,aaa-$name
	assert_exit 0 slim build --debs debs --profile scratch --include $packages -o "oci:l:one-$name"
	facts "one-$name"
	merged "one-$name" >want
	merged $name >got
	assert_same want got
done
