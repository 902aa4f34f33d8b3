#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Of several suites apt's preferences and default release choose, as given with --apt-option.
. "$TOP/tests/lib/case.sh"
. "$TOP/tests/lib/suites.sh"

two_suites
pins=$PWD/preferences
pin() { printf 'Package: %s\nPin: %s\nPin-Priority: %s\n\n' "$@" >>"$pins"; }
assert_equal "app=2.0-1 lib=2.0-1" "$(versions app)"

# The default release wins over what is newer.
for release in alpha stable; do
	assert_equal "app=1.0-1 lib=1.0-1" "$(versions app --apt-option APT::Default-Release=$release)"
done
assert_equal "app=1.0-1 lib=2.0-1" "$(versions app,lib/beta --apt-option APT::Default-Release=alpha)"

# A pin on one package, on a release, and one that forbids.
pin lib 'release n=alpha' 990
assert_equal "app=2.0-1 lib=1.0-1" "$(versions app --apt-option Dir::Etc::preferences="$pins")"
assert_exit 3 debslim plan --sources sources.list --apt-option Dir::Etc::preferences="$pins" --include tied
assert_says tied 'lib (= 2.0-1)'
rm "$pins"
pin '*' 'release a=testing' 100
assert_equal "app=1.0-1 lib=1.0-1" "$(versions app --apt-option Dir::Etc::preferences="$pins")"
assert_equal "app=2.0-1 lib=1.0-1" "$(versions app/beta --apt-option Dir::Etc::preferences="$pins")"
rm "$pins"
pin app 'version *' -1
assert_exit 3 debslim plan --sources sources.list --apt-option Dir::Etc::preferences="$pins" --include app
assert_says app
# From a directory, and from one line of options; a file that is none is an error.
mkdir parts
sed 's/^Package: app/Package: lib/; s/version \*/release a=stable/; s/-1$/1001/' "$pins" >parts/lib
assert_equal "app=2.0-1 lib=1.0-1" "$(versions app --apt-option Dir::Etc::preferencesparts="$PWD/parts")"
echo 'Pin: release n=alpha' >"$pins"
assert_exit 2 debslim plan --sources sources.list --apt-option Dir::Etc::preferences="$pins" --include app
assert_says preferences
rm "$pins"
# The host's preferences are for the host's sources.
pin lib 'release n=alpha' 990
cp "$pins" "$TEST_APT/etc/preferences"
assert_equal "app=2.0-1 lib=2.0-1" "$(versions app)"
