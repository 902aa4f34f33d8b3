#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Both bills of materials of every profile are strictly valid, and name the packages of its plan.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/sbom.sh"

sbom_validators
mkdir out
for file in "$TOP"/data/profiles/*.profile; do
	profile=$(basename "$file" .profile) name=out/$(basename "$file" .profile)
	suites=$(debslim profiles --json "$profile" | jq -r '.suites | join(" ")')
	[[ " ${suites:-$SUITE} " == *" $SUITE "* ]] || continue
	debslim build --json --suite "$SUITE" --profile "$profile" -o "$name.tar" \
		--sbom spdx="$name.spdx" --sbom cyclonedx="$name.cdx" >"$name.json" 2>"$name.log" ||
		{ cat "$name.log" >&2; fail "no image for $profile"; }
	rm "$name.tar"
	jq -c '[.packages[] | [.package, .version, .architecture]]' "$name.json" >want
	jq -c '[.packages[] | select(.externalRefs) | [.name, .versionInfo, (.externalRefs[0].referenceLocator | capture("arch=(?<a>[^&]*)").a)]]' "$name.spdx" >got
	assert_same want got
	jq -c '[.components[] | select(.type == "library") | [.name, .version, (.purl | capture("arch=(?<a>[^&]*)").a)]]' "$name.cdx" >got
	assert_same want got
done
# One with all files, too.
debslim build --suite "$SUITE" --profile cc -o files.tar --sbom spdx=out/files.spdx --sbom cyclonedx=out/files.cdx --sbom-files
sbom_validate out/*.spdx out/*.cdx
[ "$(find out -name '*.spdx' | wc -l)" -gt 8 ] || fail "only these: $(ls out)"

# What is known of the release.
version=$(case $SUITE in bullseye) echo 11 ;; bookworm) echo 12 ;; trixie) echo 13 ;; esac)
assert_json ".packages[1] | .SPDXID == \"SPDXRef-OperatingSystem-debian-$version\" and .versionInfo == \"$version\"" out/cc.spdx
assert_json ".components[] | select(.name == \"libc6\") | .purl | endswith(\"distro=debian-$version&upstream=glibc\")" out/cc.cdx
# The validators do find faults.
jq '.packages[2].primaryPackagePurpose = "OPERATING-SYSTEM"' out/cc.spdx >bad.spdx
jq '.components[1].hashes[0].alg = "SHA256"' out/cc.cdx >bad.cdx
jq '(.packages[] | select(.name == "libc6")).licenseDeclared = "GPL-2+"' out/cc.spdx >licence.spdx
for bad in bad.spdx bad.cdx licence.spdx; do
	assert_exit 1 sbom_validate $bad
	assert_says $bad
done
