#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# With --sbom-files every file of the image is there once, with the digests of its bytes and the package it came from.
. "$TOP/tests/lib/case.sh"

slim build --profile scratch --include sbom-base,libsbom1,names -o a.tar --sbom spdx=a.spdx --sbom cyclonedx=a.cdx --sbom-files
python3 - a.tar >want <<'END'
import hashlib, sys, tarfile
t = tarfile.open(sys.argv[1])
for m in sorted((m for m in t if m.isreg() or m.islnk()), key=lambda m: m.name.lstrip("./").encode()):
    data = t.extractfile(m).read()
    print("./" + m.name.removeprefix("./"), hashlib.sha1(data).hexdigest(), hashlib.sha256(data).hexdigest())
END
jq -r '.files[] | .fileName + " " + (.checksums | map(.checksumValue) | join(" "))' a.spdx >got
LC_ALL=C sort want >want.sorted
LC_ALL=C sort got >got.sorted
assert_same want.sorted got.sorted
assert_json '[.files[].checksums | map(.algorithm)] | unique == [["SHA1", "SHA256"]]' a.spdx
assert_json '[.packages[], .files[] | .SPDXID] | length == (unique | length)' a.spdx
# Owners.
jq -r '(.packages | map({(.SPDXID): .name}) | add) as $p | (.files | map({(.SPDXID): .fileName}) | add) as $f
	| .relationships[] | select(.relationshipType == "EXPANDED_FROM_ARCHIVE") | $f[.spdxElementId] + " " + $p[.relatedSpdxElement]' a.spdx >owners
assert_match '^./usr/lib/libsbom/data libsbom1$' owners
assert_match '^./usr/share/sbom/hard sbom-data$' owners
assert_no_match '^./etc/passwd |status.d' owners
assert_json '[.relationships[] | select(.relationshipType == "GENERATED_FROM")] | length > 0' a.spdx
# All are contained in the image, which alone is analysed, as SPDX asks of what contains files.
assert_json '(.files | length) as $n | [.relationships[] | select(.spdxElementId == "SPDXRef-Image" and (.relatedSpdxElement | startswith("SPDXRef-File-")))] | length == $n' a.spdx
assert_json '.packages[0].filesAnalyzed and ([.packages[1:][].filesAnalyzed] | any | not)' a.spdx
code=$(jq -r '.files[].checksums[0].checksumValue' a.spdx | LC_ALL=C sort | tr -d '\n' | sha1sum | cut -d' ' -f1)
assert_json ".packages[0].packageVerificationCode.packageVerificationCodeValue == \"$code\"" a.spdx

# CycloneDX: inside their package, or beside them all.
jq -r '(.components[] | select(.type == "library") | .name as $p | .components[]? | select(.type == "file") | "\(.name) \($p) \(.hashes[0].content)"),
	(.components[] | select(.type == "file") | "\(.name) - \(.hashes[0].content)")' a.cdx >cdx
assert_equal "$(wc -l <want)" "$(wc -l <cdx)" "files"
assert_match "^/usr/lib/libsbom/data libsbom1 $(printf 'data\n' | sha256sum | cut -d' ' -f1)$" cdx
assert_match '^/etc/passwd - ' cdx
jq -r '.. | objects | select(.type == "file" and .properties) | .name' a.cdx >generated
assert_match '^/var/lib/dpkg/status.d/libsbom1$' generated
assert_match '^/etc/passwd$' generated
assert_no_match '/libsbom/data' generated
# Without the option there is none.
slim build --profile scratch --include sbom-base -o a.tar --sbom spdx=a.spdx --sbom cyclonedx=a.cdx
assert_json 'has("files") | not' a.spdx
assert_json '[.. | objects | select(.type == "file")] == []' a.cdx
