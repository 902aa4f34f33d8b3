# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Two releases with different packages: "alpha", also called stable, and "beta", also
# called testing, in which every package is newer.

two_suites() { # leaves the directories alpha and beta, and sources.list
	local name version suite
	for suite in alpha:stable:1.0-1 beta:testing:2.0-1; do
		IFS=: read -r name suite version <<<"$suite"
		sed "s/VERSION/$version/" <<'END' | mkdebs "$name/pool"
Package: app
Version: VERSION
Depends: lib (>= 1)

Package: lib
Version: VERSION

Package: tied
Version: VERSION
Depends: lib (= VERSION)

END
		archive_build "$PWD/$name" "$name" none
		sed -i "s/^Suite: .*/Suite: $suite/" "$name/dists/$name/Release"
		archive_sign "$name/dists/$name" archive
		archive_line "$PWD/$name" "$name" >>sources.list
	done
}
# Prints NAME=VERSION for each package of the plan, on one line.
versions() { # RELATIONS [OPTIONS...]
	assert_exit 0 debslim plan --json --sources sources.list --include "$@"
	jq -r '.packages[] | .package + "=" + .version' stdout | paste -s -d ' '
}
