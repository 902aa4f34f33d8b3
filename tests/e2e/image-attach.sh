#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --attach-sbom puts both documents beside each manifest of an image, which is the same as without.
. "$TOP/tests/lib/case.sh"

facts() { python3 "$TESTS/lib/image.py" "$@" >facts || fail "$1 is no proper image"; }
run() { slim build --profile static --include modes "$@"; }

assert_exit 0 run --sbom spdx=want.spdx --sbom cyclonedx=want.cdx -o oci:plain:x
facts plain
plain=$(jq -r '.images[0].descriptor.digest' facts)
for target in oci:l:x oci-archive:a.tar:x docker-archive:d.tar:n:x; do
	file=${target#*:} file=${file%%:*}
	assert_exit 0 run --attach-sbom -o "$target"
	facts "$file"
	assert_json '.index.manifests | length == 1 and .[0].mediaType == "application/vnd.oci.image.index.v1+json"' facts
	assert_json '.images | length == 3' facts
	assert_json ".images[0].descriptor.digest == \"$plain\"" facts
	assert_json '.images[0].descriptor as $d | .images[1:][].manifest.subject | . == ($d | {mediaType, digest, size})' facts
	assert_json '[.images[1:][] | .manifest.artifactType, .manifest.layers[0].mediaType] == ["application/spdx+json", "application/spdx+json", "application/vnd.cyclonedx+json", "application/vnd.cyclonedx+json"]' facts
	assert_json '.images[1:][] | .empty == "{}" and .manifest.config.mediaType == "application/vnd.oci.empty.v1+json" and .descriptor.platform == {architecture: "unknown", os: "unknown"}' facts
	jq -rj '.images[1].text' facts >got.spdx
	jq -rj '.images[2].text' facts >got.cdx
	assert_same want.spdx got.spdx
	assert_same want.cdx got.cdx
	assert_exit 0 debslim check "$target"
done

assert_exit 0 run --attach-sbom --sbom-files -o oci:files:x
facts files
assert_json '.images[1].text | fromjson | .files | length > 5' facts
assert_exit 2 run --attach-sbom -o r.tar
assert_says --attach-sbom 'goes with an image'
