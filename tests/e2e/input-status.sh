#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --status plans with what a dpkg status file has as installed, and null for what that does not know.
. "$TOP/tests/lib/case.sh"

record() { # NAME STATE [FIELD...]
	printf 'Package: %s\nStatus: %s\nArchitecture: %s\nVersion: 1.5-1\n' "$1" "$2" "$ARCH"
	printf 'Maintainer: Nobody <nobody@example.org>\nDescription: one\n of them\n .\n more\n'
	printf 'Conffiles:\n /etc/one d41d8cd98f00b204e9800998ecf8427e\n'
	shift 2
	printf '%s\n' "$@" ''
}
{
	record app 'install ok installed' 'Installed-Size: 10' 'Depends: lib (>= 1.5), old | held' \
		'Source: app-source (1:2)' 'Filename: pool/app.deb' 'Size: 77'
	record lib 'install ok installed' 'Installed-Size: 20' "Pre-Depends:" ' held'
	record held 'hold ok installed' 'Installed-Size: 30'
	record old 'deinstall ok config-files' 'Installed-Size: 1'
	record gone 'purge ok not-installed'
	record broken-dep 'install ok installed' 'Depends: old'
} >status
assert_exit 0 debslim plan --json --status status --include app
assert_json '[.packages[].package] == ["app", "held", "lib"]' stdout
assert_json 'all(.packages[]; .sha256 == null and .uri == null and .download_size == null)' stdout
assert_json '.totals == {"packages": 3, "installed_size": 61440, "download_size": 0}' stdout
assert_json '.packages[0].source == "app-source" and .packages[0].source_version == "1:2"' stdout
assert_json ".suite == \"\" and .architecture == \"$ARCH\" and .solver.optimal" stdout
assert_exit 0 debslim plan --all --status status
assert_match '^app 1.5-1 61440 3 optimal$' stdout
assert_match '^broken-dep 1.5-1 unsolvable: ' stdout
assert_no_match '^(old|gone) ' stdout

# What is not installed is as unknown as anything else.
for name in old gone; do
	assert_exit 2 debslim plan --status status --include $name
	assert_says "unknown package '$name'"
done
assert_exit 3 debslim plan --status status --include broken-dep

# A changed file counts at once, also one of the same size.
sed -i 's/^Installed-Size: 10$/Installed-Size: 40/' status
assert_exit 0 debslim plan --json --status status --include app
assert_json '.totals.installed_size == 92160' stdout

# The architecture is that of the packages where they have but one.
sed 's/^Architecture: .*/Architecture: s390x/' status >foreign
assert_exit 0 debslim plan --json --status foreign --include app
assert_json '.architecture == "s390x" and .totals.packages == 3' stdout
assert_exit 2 debslim plan --status foreign --arch "$ARCH" --include app

# It is the only source, and for plans.
assert_exit 2 slim plan --status status --include app
assert_says --status "every other source"
for option in --sources --packages --debs --from; do
	assert_exit 2 debslim plan --status status $option status --include app
	assert_says --status
done
assert_exit 2 debslim build --status status --include app -o app.tar
assert_says --status plan
assert_absent app.tar

# What is none is named, with the line.
archive=$(archive_common)
assert_exit 2 debslim plan --status "$archive/dists/bookworm/main/binary-$ARCH/Packages" --include app
assert_says "without Status" --packages Packages:1:
printf 'Package: x\nStatus: install ok done\nVersion: 1\nArchitecture: all\n' >wrong
assert_exit 2 debslim plan --status wrong --include x
assert_says wrong:2: "'install ok done'"
printf 'Package: x\n y\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n' >wrong
assert_exit 2 debslim plan --status wrong --include x
assert_says wrong:1: "several lines"
: >empty
assert_exit 2 debslim plan --status empty --include x
assert_says empty "no package"
