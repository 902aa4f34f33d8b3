#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Without any option the sources, keys and settings of the host's apt are used.
. "$TOP/tests/lib/case.sh"

cat >"$TEST_APT/etc/sources.list.d/test.sources" <<END
# A comment.
Types: deb
URIs: file:$(archive_common)
Suites: bookworm
Components: main
Signed-By: $(archive_key)
END
assert_exit 0 debslim plan --json --include first-alternative
assert_json '[.packages[].package] | sort == ["alt-one", "first-alternative"]' stdout
# Settings: a preference, and one of apt.conf.
printf 'Package: alt-one\nPin: version *\nPin-Priority: -1\n' >"$TEST_APT/etc/preferences.d/pin"
assert_exit 0 debslim plan --json --include first-alternative
assert_json '[.packages[].package] | sort == ["alt-two", "first-alternative"]' stdout
rm "$TEST_APT/etc/preferences.d/pin"
echo 'APT::Default-Release "gamma";' >"$TEST_APT/etc/apt.conf.d/release"
assert_exit 2 debslim plan --json --include first-alternative
assert_says gamma
rm "$TEST_APT/etc/apt.conf.d/release"
# The key from apt's directory of trusted keys.
rm "$TEST_APT"/etc/sources.list.d/*
cp "$(archive_key)" "$TEST_APT/etc/trusted.gpg.d/test.gpg"
echo "deb file:$(archive_common) bookworm main" >"$TEST_APT/etc/sources.list"
assert_exit 0 debslim plan --json --include friend
assert_json '.packages[0].package == "friend"' stdout
