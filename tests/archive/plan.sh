#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The plan of cc is the list of packages that a C++ run time needs, with cuts for what only scripts need.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

mkdir own
assert_exit 0 debslim plan --json --cache-dir "$PWD/own" --suite "$SUITE" --profile cc
case $SUITE in
bullseye) more='gcc-10-base libcrypt1 libssl1.1' ;;
bookworm) more='gcc-12-base libc-bin libssl3' ;;
trixie) more='gcc-14-base libc-bin libssl3t64 libzstd1 tzdata-legacy zlib1g' ;;
esac
for p in base-files ca-certificates libc6 libgcc-s1 libgomp1 libstdc++6 media-types netbase tzdata $more; do echo "$p"; done | LC_ALL=C sort >want
jq -r '.packages[].package' stdout | LC_ALL=C sort >got
assert_same want got
assert_json "all(.packages[]; .sha256 | length == 64)" stdout
assert_json ".suite == \"$SUITE\" and .profile == \"cc\"" stdout
assert_json '[.cuts[] | select(.relation | test("debconf"))] | length > 0' stdout
assert_json '.solver.cost > 0' stdout
# Nothing is downloaded but lists.
assert_equal "" "$(find own -name '*.deb')" "packages in the cache"
