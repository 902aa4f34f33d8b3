#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# PKG=VERSION takes exactly that version for the whole closure, and never another one silently.
. "$TOP/tests/lib/case.sh"

archive_copy archive
mkdebs archive/pool <<'END'
Package: needs-old
Depends: two-versions (<< 1.10)

Package: needs-any
Depends: two-versions

Package: epoch-only
Version: 2:1.0~rc1-1

Package: epoch-only
Version: 2:1.0-1

END
archive_build "$PWD/archive" bookworm
line=$(archive_line "$PWD/archive")
chosen() { # the versions of a plan, by name
	assert_exit 0 debslim plan --json --mirror "$line" --include "$@"
	jq -r '.packages[] | .package + "=" + .version' stdout | paste -s -d ' '
}

assert_equal "two-versions=1.10-1" "$(chosen two-versions)"
assert_equal "two-versions=1.0-1" "$(chosen two-versions=1.0-1)"
assert_json '.packages[0].reason == {"kind": "root", "by": null, "relation": "two-versions (= 1.0-1)"}' stdout
assert_equal "epoch-only=2:1.0~rc1-1" "$(chosen 'epoch-only=2:1.0~rc1-1')"
# It is the candidate for everything else, too, wherever it stands in the request.
assert_exit 3 debslim plan --mirror "$line" --include needs-old
assert_equal "needs-old=1.0-1 two-versions=1.0-1" "$(chosen needs-old --include two-versions=1.0-1)"
assert_equal "needs-any=1.0-1 two-versions=1.0-1" "$(chosen 'needs-any, two-versions=1.0-1')"
assert_exit 3 debslim plan --mirror "$line" --include 'needs-old, two-versions=1.10-1'
assert_says needs-old
# In alternatives, twice the same, in a profile, and with what apt would take.
assert_equal "two-versions=1.0-1" "$(chosen 'no-such-package=1 | two-versions=1.0-1')"
assert_equal "two-versions=1.0-1" "$(chosen two-versions=1.0-1 --include 'two-versions=1.0-1, two-versions')"
printf 'Profile: mine\nDescription: mine\nPackages: two-versions=1.0-1\n' >mine.profile
assert_exit 0 debslim plan --json --mirror "$line" --profile ./mine.profile
assert_json '.packages[0].version == "1.0-1"' stdout
assert_exit 0 debslim plan --json --compare apt --mirror "$line" --include 'needs-any, two-versions=1.0-1'
assert_json '.compare | tostring | contains("1.10-1") | not' stdout
# The right file is built.
assert_exit 0 debslim --mirror "$line" --include two-versions=1.0-1 -o old/
assert_match '^Version: 1\.0-1$' old/var/lib/dpkg/status.d/two-versions

# A version that is not there is not replaced.
assert_exit 2 debslim plan --mirror "$line" --include two-versions=1.8-1
assert_says "no version '1.8-1' of 'two-versions'; there is: 1.10-1, 1.0-1"
assert_exit 2 debslim plan --mirror "$line" --include 'two-versions=1.*'
assert_exit 2 debslim plan --mirror "$line" --include no-such-package=1
assert_says "unknown package 'no-such-package'"
assert_exit 2 debslim plan --mirror "$line" --include mail-agent=1
assert_says "no version '1' of 'mail-agent'" none
for text in two-versions= =1 'two-versions=1.0-1 (>= 1)'; do
	assert_exit 2 debslim plan --mirror "$line" --include "$text"
done
# Two at once cannot be.
assert_exit 3 debslim plan --mirror "$line" --include 'two-versions=1.0-1, two-versions=1.10-1'
assert_says "'two-versions (= 1.0-1)'" "'two-versions (= 1.10-1)'" two
