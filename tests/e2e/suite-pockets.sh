#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Which pockets a run reads follows from what is named and from what is known of the suite; without security updates it says so.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/pockets.sh"

make_pockets site bookworm
for suite in sid internal forky; do pocket_version site/debian $suite 1.0-1; done
key=$(archive_key)
plan() { debslim plan --json --arch "$ARCH" --include moving "$@"; }
is_version() { assert_json ".packages[0].version == \"$1\"" stdout; } # VERSION
without_security() { # SUITE: says so, once
	assert_json "[.warnings[] | select(startswith(\"$1: no security source is configured\"))] | length == 1" stdout
	assert_equal 1 "$(grep -c "^debslim: note: $1: no security source is configured" stderr)" notes
}
with_security() {
	assert_json '.warnings == []' stdout
	assert_no_match 'no security source' stderr
}

# A URI alone is the suite with its pocket -updates. In the cache or not, with -q in the JSON alone.
for run in 1 2; do
	assert_exit 0 plan --mirror "file:$PWD/site/debian" --suite bookworm --keyring "$key"
	is_version 1.1-1
	without_security bookworm
done
assert_exit 0 plan -q --mirror "file:$PWD/site/debian" --suite bookworm --keyring "$key"
assert_json '.warnings | length == 1' stdout
assert_equal '' "$(cat stderr)" 'what -q shows'
security=$(archive_line "$PWD/site/security" bookworm-security)
assert_exit 0 plan --mirror "file:$PWD/site/debian" --mirror "$security" --suite bookworm --keyring "$key"
is_version 1.2-1
with_security
# Suites without pockets, and those that nothing is known of.
for suite in sid internal forky; do
	assert_exit 0 plan --mirror "file:$PWD/site/debian" --suite $suite --keyring "$key"
	is_version 1.0-1
	with_security
done
# The pocket that a suite has is missed.
pocket_version lone trixie 1.0-1
assert_exit 5 plan --mirror "file:$PWD/lone" --suite trixie --keyring "$key"
assert_says trixie-updates '--allow-missing trixie-updates'
assert_exit 0 plan --mirror "file:$PWD/lone" --suite trixie --keyring "$key" --allow-missing trixie-updates
assert_json '[.warnings[] | select(contains("trixie-updates is left out"))] | length == 1' stdout

# Of lines and files only what they name counts.
assert_exit 0 plan --mirror "$(archive_line "$PWD/site/debian")"
is_version 1.0-1
without_security bookworm
pocket_lines "$PWD/site" bookworm >all.list
assert_exit 0 plan --sources all.list
is_version 1.2-1
with_security
sed -n '1p;3p' all.list >main-and-security.list
assert_exit 0 plan --sources main-and-security.list
is_version 1.2-1
with_security

# The host's sources, as they are and for another suite.
mkdir -p root/etc
echo VERSION_CODENAME=bookworm >root/etc/os-release
echo "Dir \"$PWD/root\";" >>"$APT_CONFIG"
cp all.list "$TEST_APT/etc/sources.list"
assert_exit 0 plan
is_version 1.2-1
with_security
for suite in sid experimental; do
	pocket_version site/debian $suite 1.3-1
	assert_exit 0 plan --suite $suite
	is_version 1.3-1
	with_security
done
# Of a suite that is not known the pockets that the host has count.
assert_exit 5 plan --suite internal
assert_says internal-updates
assert_exit 0 plan --suite internal --allow-missing internal-updates --allow-missing internal-security
is_version 1.0-1
assert_exit 2 plan --suite nosuch
assert_says "unknown suite 'nosuch'"
assert_exit 2 plan --suite trixi
assert_says "did you mean 'trixie'"
sed -i /-security/d "$TEST_APT/etc/sources.list"
assert_exit 0 plan
is_version 1.1-1
without_security bookworm
# A host of sid names no pockets.
echo VERSION_CODENAME=trixie >root/etc/os-release
archive_line "$PWD/site/debian" sid >"$TEST_APT/etc/sources.list"
assert_exit 0 plan --suite bookworm
is_version 1.1-1
without_security bookworm
# The release of a file of sources is not that of the host, and is no pocket.
rm -r site/debian/dists/bookworm
assert_exit 2 plan --sources all.list --allow-missing bookworm
assert_says "unknown suite 'bookworm'"
