#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The same image has the same documents, whatever the jobs, umask, zone, language, targets; another image has others.
. "$TOP/tests/lib/case.sh"

include=sbom-base,libsbom1,docs-full,hard-sorted
slim build --profile scratch --include $include -o one.tar --sbom spdx=one.spdx --sbom cyclonedx=one.cdx --sbom-files
(umask 077 && TZ=Asia/Tokyo LANG=de_DE.UTF-8 LC_ALL='' slim build -j 1 --profile scratch \
	--include hard-sorted,docs-full,libsbom1,sbom-base -o two/ -o three.tar.gz \
	--sbom cyclonedx=two.cdx --sbom spdx=two.spdx --sbom-files)
assert_same one.spdx two.spdx
assert_same one.cdx two.cdx
assert_mode 600 two.spdx
XDG_CACHE_HOME=$PWD/cache2 LC_ALL=tr_TR.UTF-8 slim build -j 7 --profile scratch --include $include -o one.tar --sbom spdx=two.spdx --sbom-files
assert_same one.spdx two.spdx

identity() { jq -r '.documentNamespace // .serialNumber' "$1"; }
slim build --profile scratch --include $include --rule docs=keep -o other.tar --sbom spdx=other.spdx --sbom cyclonedx=other.cdx --sbom-files
for kind in spdx cdx; do
	[ "$(identity one.$kind)" != "$(identity other.$kind)" ] || fail "two documents have one identity: $kind"
done
# The time is the image's.
SOURCE_DATE_EPOCH=86400 slim build --profile scratch --include $include -o one.tar --sbom spdx=a.spdx --sbom cyclonedx=a.cdx
assert_json '.creationInfo.created == "1970-01-02T00:00:00Z"' a.spdx
assert_json '.metadata.timestamp == "1970-01-02T00:00:00Z"' a.cdx
assert_json '.creationInfo.created == "2023-11-14T22:13:20Z"' one.spdx
