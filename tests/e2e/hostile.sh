#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A malformed or hostile .deb ends with 4, is named, and writes nothing but inside the target.
# The kinds are the functions of tests/lib/hostile.py.
#each: KIND name-up name-up-inside name-up-directory name-absolute-ok name-newline name-long-part name-long-path name-empty name-root-link name-root-file name-twice-ok link-absolute-ok link-up-ok link-same-package-ok link-to-file-ok link-loop-ok link-newline-target-ok link-empty hard-host-file hard-up hard-missing hard-to-link hard-to-directory hard-other-package type-device type-block type-fifo type-pax type-pax-global type-sparse type-contiguous type-unknown tar-bad-checksum tar-cut-body tar-cut-header tar-negative-size tar-huge-size tar-size-no-number tar-endless-name tar-is-zip tar-is-text tar-empty-ok xz-trailing xz-second-stream xz-cut xz-bad-check xz-memory gzip-bad-crc gzip-bad-length gzip-cut gzip-second gzip-trailing zstd-second zstd-cut zstd-trailing other-compression unknown-compression nested-compression ar-magic ar-empty ar-negative-size ar-huge-size ar-bsd-name ar-header-end ar-cut-header ar-trailing ar-no-control ar-no-data ar-order ar-data-twice ar-control-twice ar-two-kinds ar-version ar-no-version control-missing control-field-twice control-two-stanzas control-name-path control-name-long control-version-long control-no-fields control-device
. "$TOP/tests/lib/case.sh"

export PYTHONDONTWRITEBYTECODE=1
mkdir outside
echo untouched >outside/sentinel
python3 "$TESTS/lib/hostile.py" "$KIND" debs
mkdir targets
tree_list outside >before

rc=0
slim build --debs debs --profile scratch --include evil -o targets/tree/ -o targets/r.tar >stdout 2>stderr || rc=$?
tree_list outside >after
assert_same before after
case $KIND-$rc in
link-absolute-ok-4 | link-same-package-ok-4 | link-up-ok-4 | name-absolute-ok-4 | tar-empty-ok-4)
	fail "$KIND: what stays inside of the image is refused" ;;
*-4)
	assert_says evil
	assert_equal "" "$(ls -A targets)" "directory of the targets"
	;;
*-ok-0)
	# Taken: then as a part of the image, and as a sound one.
	python3 "$TESTS/lib/tarlist.py" --strict targets/r.tar
	[ -z "$(find targets/tree -name sentinel)" ] || fail "a file of the host came in"
	;;
*)
	cat stderr
	fail "$KIND: exit status $rc"
	;;
esac
# The same through tar alone, where nothing on the disk could get in the way.
[ $rc -eq 0 ] || assert_exit 4 slim build --raw --debs debs --include evil -o - -j 1
