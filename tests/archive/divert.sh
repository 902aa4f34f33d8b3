#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A package that diverts files of another and brings its own in their place: both are there, and dpkg in the image agrees.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

build_anyway root --profile slim --include zutils
assert_exit 0 inside root /usr/bin/dpkg-divert --list
cp stdout diversions
for tool in zcat zcmp zgrep; do
	assert_match "^diversion of (/usr)?/bin/$tool to (/usr)?/bin/$tool\\.gzip by zutils\$" diversions
	grep -q '^#!/bin/sh' "root/bin/$tool.gzip" || fail "$tool.gzip is not that of gzip"
	cmp -s -n 4 "root/bin/$tool" root/bin/ls || fail "$tool is not that of zutils"
done
# Sums are right where they are looked for: of what was left out none can be.
inside root /usr/bin/dpkg --verify gzip zutils >verified || :
assert_equal "" "$(grep /bin/ verified || :)" "files of /bin that dpkg finds changed"
assert_exit 0 inside root /usr/bin/dpkg --audit
assert_content '' stdout
printf 'hello\n' | gzip >root/tmp/hello.gz
assert_exit 0 inside root /bin/zcat /tmp/hello.gz
assert_content hello stdout
# Without zutils they are where gzip has them.
build_anyway plain --profile slim
[ ! -e plain/bin/zcat.gzip ] || fail "zcat.gzip is there"
