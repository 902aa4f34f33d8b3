#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A bill of materials that cannot be made or put in place is refused before anything is written, and leaves nothing.
. "$TOP/tests/lib/case.sh"

refused() { # WORD... -- OPTIONS...
	local words=()
	while [ "$1" != -- ]; do words+=("$1"); shift; done
	shift
	assert_exit 2 slim build --profile scratch --include friend "$@"
	assert_says "${words[@]}"
	assert_equal "" "$(find . -name '*.tar' -o -name '*.spdx*' -o -name '.*debslim*')" "what is left"
}
refused --sbom "'sdpx'" 'did you mean' "'spdx'" -- -o a.tar --sbom sdpx=a.spdx
refused --sbom "'cyclondx'" "'cyclonedx'" -- -o a.tar --sbom cyclondx=a.spdx
refused --sbom 'syft' 'spdx=FILE' -- -o a.tar --sbom syft=a.spdx
refused --sbom 'spdx=FILE' -- -o a.tar --sbom spdx
refused --sbom 'spdx=FILE' -- -o a.tar --sbom spdx=
refused --sbom 'spdx=FILE' -- -o a.tar --sbom spdx=-
refused --sbom 'spdx=FILE' -- -o a.tar --sbom spdx=directory/
refused --sbom-files --sbom -- -o a.tar --sbom-files
refused --sbom 'one architecture' a.spdx 'each architecture' -- --arch "$ARCH,riscv64" --sbom spdx=a.spdx
refused --sbom nowhere/a.spdx directory -- -o a.tar --sbom spdx=nowhere/a.spdx
# The same file twice, or one that is an output or lies in one.
refused a.spdx -- -o a.tar --sbom spdx=a.spdx --sbom cyclonedx=./a.spdx
refused a.tar -- -o a.tar --sbom spdx=a.tar
refused image/a.spdx -- -o image/ --sbom spdx=image/a.spdx
refused "scratch-bookworm-$ARCH.tar" -- --sbom "spdx=scratch-bookworm-$ARCH.tar"
mkdir directory
refused directory 'not a regular file' -- -o a.tar --sbom spdx=directory
ln -s /dev/null link
refused link 'not a regular file' -- -o a.tar --sbom spdx=link

# What fails later leaves the old files as they were.
echo old >a.spdx
echo old >a.tar
for option in 'dangles' 'broken-nothing'; do
	rc=0
	slim build --profile scratch --include $option -o a.tar --sbom spdx=a.spdx >stdout 2>stderr || rc=$?
	[ $rc -ne 0 ] || fail "no error for $option"
	assert_content old a.spdx
	assert_content old a.tar
done
# No room for the document, once the image is written.
if [ "$(id -u)" -eq 0 ] && mkdir full && mount -t tmpfs -o size=4k tmpfs full 2>/dev/null; then
	ON_EXIT+=("umount $PWD/full")
	assert_exit 2 slim build --profile scratch --include sbom-base,libsbom1 -o a.tar --sbom spdx=full/a.spdx
	assert_says full/a.spdx
	assert_content old a.tar
	assert_equal "" "$(ls -A full)" "what is left"
fi
# Then it works, over the old ones.
slim build --profile scratch --include friend -o a.tar --sbom spdx=a.spdx
assert_json '.spdxVersion == "SPDX-2.3"' a.spdx
assert_equal "$(stat -c %a a.tar)" "$(stat -c %a a.spdx)" "mode"
