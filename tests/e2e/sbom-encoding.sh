#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Copyright files and names of maintainers of any encoding make documents in UTF-8; an image without os-release has its suite.
. "$TOP/tests/lib/case.sh"

mkdir debs
printf 'Package: latin\nVersion: 1.0-1\nArchitecture: all\nMaintainer: J\366rg M\374ller <joerg@example.org>\nDescription: caf\351\nFiles:\n file /usr/share/latin/data 0644\n' |
	python3 "$TESTS/lib/deb.py" debs
python3 - "$TESTS/lib" <<'END'
import sys
sys.path.insert(0, sys.argv[1])
import deb
text = b"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: own\n \xa9 J\xf6rg \xc3\xa4 \x00 \x0c\n"
files = deb.with_parents([deb.entry("./usr/share/doc/bytes/copyright", data=text)])
open("debs/bytes.deb", "wb").write(deb.deb(deb.fields("bytes", Maintainer='"Quoted" \\ name'), files))
END
slim build --debs debs --profile scratch --include latin,bytes -o a.tar --sbom spdx=a.spdx --sbom cyclonedx=a.cdx --sbom-files
for f in a.spdx a.cdx; do iconv -f UTF-8 -t UTF-8 $f >/dev/null || fail "$f is no UTF-8"; done
assert_json '.packages[] | select(.name == "latin") | .supplier == "Organization: Jörg Müller (joerg@example.org)" and .summary == "café"' a.spdx
assert_json '.packages[] | select(.name == "bytes") | .supplier == "Organization: \"Quoted\" \\ name"' a.spdx
assert_json '.hasExtractedLicensingInfos[0].extractedText == "© Jörg ä    \n"' a.spdx
assert_json '.components[] | select(.name == "latin") | .supplier.name == "Jörg Müller"' a.cdx
assert_json '.components[] | select(.name == "bytes") | .supplier == {name: "\"Quoted\" \\ name"}' a.cdx
# No release number is known: that of the suite is its name.
assert_json '.packages[] | select(.name == "latin") | .externalRefs[0].referenceLocator == "pkg:deb/debian/latin@1.0-1?arch=all&distro=debian-bookworm"' a.spdx
assert_json '.packages[1] | .SPDXID == "SPDXRef-OperatingSystem-debian-bookworm" and .versionInfo == "bookworm"' a.spdx
# Nor does it tell where the .debs lie on this machine.
assert_no_match "$PWD" a.spdx
assert_json '[.packages[].downloadLocation] | unique == ["NOASSERTION"]' a.spdx

# Names of files are bytes: each has an entry of its own.
python3 - "$TESTS/lib" <<'END'
import sys
sys.path.insert(0, sys.argv[1])
import deb
files = deb.with_parents([deb.entry("./usr/share/odd/" + n, data=n.encode(errors="surrogateescape"))
                          for n in ("\udcf6", "ö", "a", "a ", " a", 'q"\\', "\x07")])
open("debs/odd.deb", "wb").write(deb.deb(deb.fields("odd"), files))
END
slim build --debs debs --profile scratch --include odd -o a.tar --sbom spdx=a.spdx --sbom cyclonedx=a.cdx --sbom-files
assert_json '[.files[] | select(.fileName | startswith("./usr/share/odd/")) | .SPDXID] | unique | length == 7' a.spdx
assert_json '[.files[].fileName | select(endswith("/odd/a") or endswith("/odd/a ") or endswith("/odd/ a"))] | length == 3' a.spdx
assert_json '[.components[] | select(.name == "odd") | .components[] | select(.properties | not) | .hashes[0].content] | unique | length == 7' a.cdx
