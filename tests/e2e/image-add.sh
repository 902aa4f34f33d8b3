#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A layout that is there keeps its other images; what is no layout, and what a failed run meets, stays as it was.
. "$TOP/tests/lib/case.sh"

facts() { python3 "$TESTS/lib/image.py" "$@" >facts || fail "$1 is no proper image"; }

assert_exit 0 slim build --include friend -o oci:l:one
assert_exit 0 slim build --include docs-full -o oci:l:two
facts l
assert_json '.refs == ["one", "two"]' facts
# What others have put there stays, too; the same name is replaced.
jq -c '.manifests[0].annotations.more = "x" | .annotations = {own: "y"}' l/index.json >new && mv new l/index.json
assert_exit 0 slim build --include docs-full -o oci:l:three
(umask 027 && assert_exit 0 slim build --include modes -o oci:l/:two)
facts l one
assert_json '.refs == ["one", "three", "two"] and .index.manifests[0].annotations.more == "x" and .index.annotations.own == "y"' facts
assert_mode 640 l/index.json
facts l two
assert_json '[.images[0].layers[0].entries | keys[] | select(startswith("modes") or contains("modes"))] | length > 0' facts
# A blob that is damaged is put right, what is there already is not written again.
blob=$(find l/blobs -type f -size +1k | head -n 1)
assert_exit 0 slim build --include friend -o oci:l:one
printf x >>"$blob"
for name in one three two; do
	case $name in one) what=friend ;; two) what=modes ;; three) what=docs-full ;; esac
	assert_exit 0 slim build --include "$what" -o "oci:l:$name"
	facts l $name
done
find l -name '.*' >left
assert_equal "" "$(cat left)" "left in the layout"

# An empty directory becomes a layout.
mkdir empty
assert_exit 0 slim build --include friend -o oci:empty
facts empty
assert_json '.refs == ["latest"]' facts

# Anything else is refused before a package is read, and stays as it was.
mkdir other broken
touch other/file
cp l/oci-layout broken/
echo '{"manifests": {}}' >broken/index.json
assert_exit 0 slim build --include friend -o tree/
echo text >file
tree_list . >/dev/null
for target in other tree file; do
	tree_list other >before
	assert_exit 2 slim build --include friend -o oci:$target:x
	assert_says "$target"
	tree_list other >after
	assert_same before after
done
assert_exit 2 slim build --include friend -o oci:broken:x
assert_says broken/index.json manifests
printf '{"manifests": [],}' >broken/index.json
assert_exit 2 slim build --include friend -o oci:broken:x
assert_says broken/index.json:1:18
rm broken/index.json
ln -s /etc/hostname broken/index.json
assert_exit 2 slim build --include friend -o oci:broken:x
assert_exit 2 slim build --include friend -o oci:none/l:x
assert_says none/l
assert_absent none

# A run that fails leaves nothing: neither in a new layout nor in one that is there.
tree_list l >before
assert_exit 4 slim build --include clash-a,clash-b -o oci:l:x -o oci:fresh:x -o oci-archive:fresh.tar
tree_list l >after
assert_same before after
assert_absent fresh fresh.tar .fresh*

# Many that write to one layout at a time, all new to it.
for n in 1 2 3 4 5 6; do slim build -q --include modes,friend -o "oci:many:$n" & done
wait
facts many
assert_json '.refs | sort == ["1", "2", "3", "4", "5", "6"]' facts

# As umoci leaves an empty layout; a link that the user names leads to one.
mkdir umoci
cp l/oci-layout umoci/
for empty in '{"schemaVersion":2,"manifests":null}' '{"schemaVersion":2}'; do
	echo "$empty" >umoci/index.json
	rm -rf umoci/blobs
	ln -sfn umoci link
	assert_exit 0 slim build --include friend -o oci:link:x
	facts umoci
	assert_json '.refs == ["x"]' facts
done
# Another version stays as it is; so does what could not be written to.
echo '{"imageLayoutVersion":"2.0.0","x":1}' >umoci/oci-layout
assert_exit 2 slim build --include friend -o oci:umoci:y
assert_says umoci/oci-layout 2.0.0
assert_content '{"imageLayoutVersion":"2.0.0","x":1}' umoci/oci-layout
echo '{"imageLayoutVersion":"1.0.1","x":1}' >umoci/oci-layout
assert_exit 0 slim build --include friend -o oci:umoci:y
assert_content '{"imageLayoutVersion":"1.0.1","x":1}' umoci/oci-layout
rm umoci/oci-layout && mkdir umoci/oci-layout
assert_exit 2 slim build --include friend -o oci:umoci:z
assert_says umoci/oci-layout
rmdir umoci/oci-layout && cp l/oci-layout umoci/
mv umoci/blobs elsewhere && ln -s ../elsewhere umoci/blobs
assert_exit 2 slim build --include friend -o oci:umoci:z
assert_says umoci/blobs

# Somebody tidies up while a run waits for the layout: what it needs is there in the end.
assert_exit 0 slim build --include friend -o oci:tidy:a
exec 9<tidy
flock 9
slim build --include friend -o oci:tidy:b 2>waiting 9<&- &
until grep -q 'waiting for another program' waiting; do kill -0 $!; sleep 0.05; done
rm tidy/blobs/sha256/*
exec 9<&-
wait $!
facts tidy b
