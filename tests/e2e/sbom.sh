#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Both bills of materials say of each package what is true: identity, source, digest, licence, relations, share, cuts, scripts.
. "$TOP/tests/lib/case.sh"

http_serve "$(archive_common)"
debslim build --mirror "$(archive_line "$HTTP_URL")" --arch "$ARCH" --json --profile scratch --include sbom-base,libsbom1 -o a.tar \
	--sbom spdx=a.spdx --sbom cyclonedx=a.cdx >build.json
assert_json '[.sboms[] | .file, .format] == ["a.spdx", "spdx", "a.cdx", "cyclonedx"]' build.json
for f in a.spdx a.cdx; do
	assert_equal "$(sha $f)" "$(jq -r ".sboms[] | select(.file == \"$f\") | .sha256" build.json)" "sha256 of $f"
	assert_equal "$(stat -c %s $f)" "$(jq -r ".sboms[] | select(.file == \"$f\") | .size" build.json)" "size of $f"
	assert_equal "" "$(tail -c 1 $f)" "the last byte"
done

# --- SPDX
names=$(jq -c '[.packages[].package]' build.json)
purl="pkg:deb/debian/libsbom1@1:3.4-1%2Bb6?arch=$ARCH&distro=debian-12&upstream=sbom-source%401:3.4-1"
assert_json '.spdxVersion == "SPDX-2.3" and .dataLicense == "CC0-1.0" and .name == "scratch-bookworm-'"$ARCH"'"' a.spdx
assert_json '.documentNamespace | test("^https://spdx.org/spdxdocs/debslim-scratch-bookworm-'"$ARCH"'-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")' a.spdx
assert_json "[.packages[2:][].name] == $names" a.spdx
assert_json '.packages[].filesAnalyzed == false' a.spdx
assert_json '[.packages[].SPDXID] | length == (unique | length) and all(.[]; test("^SPDXRef-[a-zA-Z0-9.-]+$"))' a.spdx
jq '.packages[] | select(.name == "libsbom1")' a.spdx >lib
assert_json '.versionInfo == "1:3.4-1+b6" and .supplier == "Organization: Some One (one@example.org)"' lib
assert_json '.sourceInfo == "built package from: sbom-source 1:3.4-1" and .homepage == "https://example.org/sbom"' lib
assert_json ".externalRefs == [{referenceCategory: \"PACKAGE-MANAGER\", referenceType: \"purl\", referenceLocator: \"$purl\"}]" lib
assert_equal "$(jq -r '.packages[] | select(.package == "libsbom1") | .sha256, .uri' build.json)" \
	"$(jq -r '.checksums[0].checksumValue, .downloadLocation' lib)" "digest and place"
assert_json '.checksums | length == 1 and .[0].algorithm == "SHA256"' lib
jq -r '.packages[] | select(.SPDXID | startswith("SPDXRef-OperatingSystem-")) | .SPDXID, .name, .versionInfo, .primaryPackagePurpose' a.spdx >os
assert_content $'SPDXRef-OperatingSystem-debian-12\ndebian\n12\nOPERATING_SYSTEM' os
# Relations: by names, so that they can be read.
jq -r '(.packages | map({(.SPDXID): .name}) | add) as $n | .relationships[]
	| ($n[.spdxElementId] // .spdxElementId) + " " + .relationshipType + " " + $n[.relatedSpdxElement]' a.spdx >relations
cat >want <<END
SPDXRef-DOCUMENT DESCRIBES scratch-bookworm-$ARCH
scratch-bookworm-$ARCH CONTAINS debian
debian CONTAINS libsbom1
debian CONTAINS sbom-base
debian CONTAINS sbom-data
debian CONTAINS sbom-provider+
libsbom1 DEPENDS_ON sbom-data
libsbom1 DEPENDS_ON sbom-provider+
sbom-data DEPENDS_ON libsbom1
END
assert_same want relations
# Licences; one text for the two packages that share a copyright file.
assert_json '.licenseConcluded == "NOASSERTION" and (.licenseDeclared | test("^\\(GPL-2.0-or-later OR MIT\\) AND LicenseRef-own-words-[0-9a-f]{8}$"))' lib
assert_json '[.packages[] | select(.name == "libsbom1" or .name == "sbom-data") | .licenseDeclared] | unique | length == 1' a.spdx
assert_json '[.hasExtractedLicensingInfos[] | select(.name == "own-words") | .extractedText] == ["Do what\n\nyou like.\n"]' a.spdx
assert_json '.packages[] | select(.name == "sbom-base") | .licenseDeclared | test("^LicenseRef-copyright-sbom-base-[0-9a-f]{8}$")' a.spdx
assert_json '[.hasExtractedLicensingInfos[].extractedText] | any(.[]; startswith("This is free text"))' a.spdx
assert_json '.packages[] | select(.name == "sbom-provider+") | .licenseDeclared == "NOASSERTION"' a.spdx
# What is left out, cut, read.
jq -r '.annotations[].comment' lib >notes
assert_match '^debslim:partial: 4 of 5 files are in the image; left out: docs 1$' notes
assert_match '^debslim:cut: Depends debconf \(>= 0.5\): asks questions' notes
assert_match '^debslim:maintainer-script: postinst: emulated' notes
assert_json '[.packages[] | select(.name == "sbom-data") | .annotations // [] | .[].comment | select(startswith("debslim:partial"))] == []' a.spdx
assert_json '.packages[0].annotations | any(.[]; .comment == "debslim:profile: scratch:latest")' a.spdx

# --- CycloneDX
assert_json '.bomFormat == "CycloneDX" and .specVersion == "1.6" and .version == 1 and (.serialNumber | test("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5"))' a.cdx
assert_json "[.components[1:][].name] == $names" a.cdx
assert_json '.components[0] | .type == "operating-system" and .name == "debian" and .version == "12"' a.cdx
assert_json '[.. | objects | ."bom-ref"? // empty] | length == (unique | length)' a.cdx
jq '.components[] | select(.name == "libsbom1") | .properties |= (group_by(.name) | map({(.[0].name): map(.value)}) | add)' a.cdx >lib
assert_json ".purl == \"$purl\" and .\"bom-ref\" == \"$purl\" and .version == \"1:3.4-1+b6\"" lib
assert_json '.supplier == {name: "Some One", contact: [{email: "one@example.org"}]} and .hashes[0].alg == "SHA-256"' lib
assert_json '.properties["aquasecurity:trivy:SrcName"] == ["sbom-source"] and .properties["aquasecurity:trivy:SrcEpoch"] == ["1"]' lib
assert_json '.properties["aquasecurity:trivy:SrcVersion"] == ["3.4"] and .properties["aquasecurity:trivy:SrcRelease"] == ["1"]' lib
assert_json '.properties["aquasecurity:trivy:PkgID"] == ["libsbom1@1:3.4-1+b6"] and .properties["aquasecurity:trivy:PkgType"] == ["debian"]' lib
assert_json '.properties["debslim:partial"] == ["true"] and .properties["debslim:files:kept"] == ["4"] and .properties["debslim:files:shipped"] == ["5"] and .properties["debslim:left-out"] == ["docs 1"]' lib
assert_json '.properties["debslim:cut"] | length == 1 and (.[0] | startswith("Depends debconf"))' lib
assert_json '.evidence.licenses[0].license.text.content == "Do what\n\nyou like.\n"' lib
assert_json '.evidence.licenses[0].license.name as $n | .licenses[0].expression | contains($n)' lib
assert_json '.components[] | select(.name == "sbom-data") | .properties[] | select(.name == "debslim:partial") | .value == "false"' a.cdx
assert_json '(.components | map({(."bom-ref"): .name}) | add) as $n | [.dependencies[] | select($n[.ref] == "libsbom1") | .dependsOn[] | $n[.]] == ["sbom-data", "sbom-provider+"]' a.cdx
assert_json '(.dependencies | map(.ref) | sort) == ([.metadata.component."bom-ref", .components[]."bom-ref"] | sort)' a.cdx
