#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# oci-image-tool, which knows gzip alone, finds a layout valid, and that in an archive.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/clients.sh"

need oci-image-tool
nonroot_images
# Of archives themselves it finds the end before anything else.
mkdir archive
tar -xf "$IMAGES/gzip/oci.tar" -C archive
for image in "$IMAGES/gzip/layout" archive; do
	oci-image-tool validate --type image --ref name=cc "$image" >log 2>&1 || { cat log; fail "${image##*/}"; }
done
cp -r "$IMAGES/gzip/layout" broken
manifest=broken/blobs/$(jq -r '.manifests[0].digest | sub(":"; "/")' broken/index.json)
sed -i 's/"sha256:./"sha256:x/' "$manifest"
assert_exit 1 oci-image-tool validate --type image --ref name=cc broken
