#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# PKG/SUITE takes the version in that release, by codename or suite name, and never another one silently.
. "$TOP/tests/lib/case.sh"
. "$TOP/tests/lib/suites.sh"

two_suites
assert_equal "app=2.0-1 lib=2.0-1" "$(versions app)"
assert_equal "app=1.0-1 lib=2.0-1" "$(versions app/alpha)"
assert_json '.packages[0].reason.relation == "app/alpha"' stdout
assert_equal "app=1.0-1 lib=2.0-1" "$(versions app/stable)"
assert_equal "app=2.0-1 lib=1.0-1" "$(versions app,lib/alpha)"
assert_equal "app=1.0-1 lib=1.0-1" "$(versions lib/stable --include app=1.0-1)"
assert_equal "lib=1.0-1" "$(versions lib/alpha,lib=1.0-1)"
assert_equal "lib=1.0-1 tied=1.0-1" "$(versions tied/alpha,lib/alpha)"
# The rest of the closure keeps apt's candidates.
assert_exit 3 debslim plan --sources sources.list --include tied/alpha
assert_says tied 'lib (= 1.0-1)'
assert_exit 3 debslim plan --sources sources.list --include lib/alpha,lib/testing
assert_says "'lib/alpha'" "'lib/testing'"
assert_exit 2 debslim plan --sources sources.list --include lib/gamma
assert_says "no version of 'lib' in 'gamma'" "2.0-1 in beta" "1.0-1 in alpha"
assert_exit 2 debslim plan --sources sources.list --include lib/
assert_exit 0 debslim --sources sources.list --include app/alpha -o app/
