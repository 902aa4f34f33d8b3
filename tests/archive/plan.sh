#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The plan of cc is the list of packages that a C++ run time needs, with cuts for what only scripts need.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

assert_exit 0 debslim plan --json --suite "$SUITE" --profile cc
case $SUITE in
bullseye) ssl=libssl1.1 more='gcc-10-base libcrypt1' ;;
bookworm) ssl=libssl3 more='libc-bin' ;;
trixie) ssl=libssl3t64 more='libc-bin libzstd1 tzdata-legacy zlib1g' ;;
esac
for p in base-files ca-certificates gcc-12-base gcc-14-base libc6 libgcc-s1 libgomp1 libstdc++6 media-types netbase tzdata $ssl $more; do echo "$p"; done | sort >may
jq -r '.packages[].package' stdout | sort >got
comm -13 may got >surplus
assert_equal "" "$(cat surplus)" "packages nobody needs"
for p in libc6 libgcc-s1 libstdc++6 libgomp1 "$ssl" tzdata ca-certificates base-files; do
	grep -qxF "$p" got || fail "no $p"
done
assert_json "all(.packages[]; .sha256 | length == 64)" stdout
assert_json ".suite == \"$SUITE\" and .profile == \"cc\"" stdout
assert_json '[.cuts[] | select(.relation | test("debconf"))] | length > 0' stdout
# Nothing was downloaded but lists.
assert_json '.solver.cost > 0' stdout
