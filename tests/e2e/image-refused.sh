#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Names, layers and compressions that no image has are refused, and so are files that would remove others.
. "$TOP/tests/lib/case.sh"

refused() { # WORDS OPTIONS...
	local words=$1
	shift
	assert_exit 2 slim build --include friend "$@"
	assert_says "$words"
	assert_absent x x.tar
}
for tag in 'a b' -x 'A/b' 'a//b' 'a/b@sha256:00' 'x/y:-' "$(printf 'x%.0s' {1..129})" 'a/b:c:d' '/a' 'a/'; do
	refused "is no tag" -o "oci:x:$tag"
done
for name in UPPER 'team/Cc:v1' 'a..b' 'a___b' 'a/b:' 'x:y:z' '_a'; do
	refused "is no name of an image" -o "docker-archive:x.tar:$name"
done
refused 'a path is missing' -o oci:
refused 'a path is missing' -o docker-archive::x:y
refused "--layers: 'two'" --layers two -o oci:x
refused "--layers: '0'" --layers 0 -o oci:x
refused "--layers: '121'" --layers 121 -o oci:x
refused 'gzip, zstd or none' --compress xz -o oci:x
refused 'gzip has no level 10' --compress gzip:10 -o oci:x
refused 'gzip has no level 10' --compress gzip:10 -o oci-archive:x.tar
refused 'several architectures' --arch amd64,arm64 -o docker-archive:x.tar
refused 'unknown output format' -o ocí:x
refused 'cannot both be made' -o oci:x -o x/
refused 'cannot both be made' -o oci-archive:x.tar -o docker-archive:./x.tar

refused 'a directory' -o oci:-
refused 'goes with an image' --layers 5 -o x.tar
# plan takes the options of a build to come.
assert_exit 0 slim plan --include friend --layers 5 --attach-sbom
assert_exit 0 slim build --simulate --include friend --layers 5 --attach-sbom
assert_exit 2 slim build --include friend --json -o docker-archive:-
assert_says 'one thing only'
assert_exit 2 slim build --include friend -o - -o oci-archive:-
assert_says 'one thing only'
# No client reads a date of five digits.
SOURCE_DATE_EPOCH=253402300800 assert_exit 2 slim build --include friend -o oci:x
assert_says SOURCE_DATE_EPOCH 'year 10000'
assert_absent x

mkdir files
touch files/.wh.passwd
assert_exit 4 slim build --include friend --copy ./files:/etc -o oci:x
assert_says /etc/.wh.passwd 'removes a file' --path-exclude
assert_absent x
assert_exit 0 slim build --include friend --copy ./files:/etc -o x/
