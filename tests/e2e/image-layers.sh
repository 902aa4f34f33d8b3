#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# However an image is split, all layers together are the same tree; a package is the same layer in every image.
. "$TOP/tests/lib/case.sh"

packages=docs-full,hard-sorted,modes,names,empty-dirs,comp-xz,comp-gzip,big,unmerged
build() { assert_exit 0 slim build --profile static --include "$1" --layers "$2" -o "oci:l:$3"; }
facts() { python3 "$TESTS/lib/image.py" l "$1" >"$1.json" || fail "$1 is no proper image"; }
# Path, type, mode, owner, target, size; times only of what is not a directory.
merged() { jq -r 'reduce .images[0].layers[].entries as $e ({}; . + $e) | to_entries | sort_by(.key)[] | .value[4] = (if .value[0] == "5" then 0 else .value[4] end) | [.key, .value[]] | @tsv' "$1.json"; }
digests() { jq -r '.images[0] | [.config.history[].comment, .layers[].digest] | . as $a | range(length / 2) | [$a[.], $a[. + ($a | length) / 2]] | @tsv' "$1.json" | sort; }

build $packages one one
facts one
merged one >want
for n in 1 2 3 7 120 package; do
	build $packages $n "n$n"
	facts "n$n"
	merged "n$n" >got
	assert_same want got
done
assert_equal "$(digests one)" "$(digests n1)" "one layer"
assert_json '.images[0].layers | length == 2' n2.json
assert_json '.images[0].layers | length == 3' n3.json
assert_json '.images[0].layers | length == 7' n7.json
# The largest has a layer of its own before any other.
assert_json '.images[0].config.history[0].comment | startswith("big ")' n2.json
# dpkg's record goes with the package.
# shellcheck disable=SC2016 # $i is jq's
assert_json '.images[0] | . as $i | range(.layers | length) | select($i.config.history[.].comment | startswith("modes ")) | [$i.layers[.].entries | keys[] | select(startswith("var/lib/dpkg/status.d/"))] == ["var/lib/dpkg/status.d/modes", "var/lib/dpkg/status.d/modes.md5sums"]' npackage.json

# Another image with some of them: the same layers, but for the last.
build modes,comp-xz,hard-sorted package few
facts few
digests npackage >all
digests few | grep -v '^the rest' >some
assert_equal "$(wc -l <some)" "$(grep -c -x -F -f some all)" "layers in common"
assert_match '^modes ' some
