#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --from plans with what is installed in a root: its dpkg status, its status.d, or both.
. "$TOP/tests/lib/case.sh"

stanza() { # NAME DEPENDS
	printf 'Package: %s\nVersion: 1-1\nArchitecture: all\nInstalled-Size: 1\nDepends: %s\n' "$@"
}
installed() { printf 'Status: install ok installed\n'; stanza "$@"; echo; }

mkdir -p whole/var/lib/dpkg slim/var/lib/dpkg/status.d both/var/lib/dpkg/status.d
{ installed app lib; installed lib ''; } >whole/var/lib/dpkg/status
# The form of images without dpkg, with lists of digests beside the records.
stanza app lib >slim/var/lib/dpkg/status.d/app
stanza lib '' >slim/var/lib/dpkg/status.d/lib
echo 'd41d8cd98f00b204e9800998ecf8427e  usr/bin/app' >slim/var/lib/dpkg/status.d/app.md5sums
# One in each, one in both.
{ installed lib ''; } >both/var/lib/dpkg/status
cp slim/var/lib/dpkg/status.d/* both/var/lib/dpkg/status.d/
for root in whole slim both; do
	assert_exit 0 debslim plan --json --from $root --include app
	assert_json '[.packages[].package] == ["app", "lib"] and .totals.installed_size == 2048' stdout
	assert_json 'all(.packages[]; .sha256 == null and .uri == null)' stdout
done
# The release is the one that the root itself names.
assert_json '.suite == ""' stdout
mkdir -p whole/usr/lib
printf 'NAME="Debian"\nVERSION_CODENAME="trixie"\n' >whole/usr/lib/os-release
assert_exit 0 debslim plan --json --from whole --include app
assert_json '.suite == "trixie"' stdout
assert_exit 2 debslim --from whole --include app -o app.tar
assert_says --from plan
assert_absent app.tar
assert_exit 2 slim plan --from whole --include app
assert_says --from "every other source"

# What debslim has made can be asked, too.
assert_exit 0 slim build --profile scratch --include first-alternative -o made/
assert_exit 0 debslim plan --json --from made --include first-alternative
assert_json '[.packages[].package] == ["alt-one", "first-alternative"]' stdout

# The root is somebody else's: no link in it is followed, no pipe is waited for.
mkdir -p linked/var/lib
ln -s "$PWD/whole/var/lib/dpkg" linked/var/lib/dpkg
assert_exit 2 debslim plan --from linked --include app
assert_says linked/var/lib/dpkg "not followed"
mkdir -p pipe/var/lib/dpkg
mkfifo pipe/var/lib/dpkg/status
assert_exit 2 debslim plan --from pipe --include app
assert_says pipe/var/lib/dpkg/status "not a regular file"
rm pipe/var/lib/dpkg/status
ln -s "$PWD/whole/var/lib/dpkg/status" pipe/var/lib/dpkg/status
assert_exit 2 debslim plan --from pipe --include app
assert_says pipe/var/lib/dpkg/status "not followed"

# None, and two answers to one question.
mkdir -p bare/var/lib/dpkg
assert_exit 2 debslim plan --from bare --include app
assert_says bare/var/lib/dpkg/status "not there"
assert_exit 2 debslim plan --from missing-root --include app
assert_says missing-root
sed -i 's/^Version: .*/Version: 2/' both/var/lib/dpkg/status.d/lib
assert_exit 2 debslim plan --from both --include app
assert_says both/var/lib/dpkg/status.d/lib "'lib'" twice
