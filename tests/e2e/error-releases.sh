#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A --suite and sources of another release of Debian contradict each other: 2; what is not known to be one is the user's business.
. "$TOP/tests/lib/case.sh"

echo 'Package: app' | mkdebs site/pool
for suite in bookworm bookworm-backports internal sid experimental unstable stable; do archive_build site $suite; done
form=0
plan() { # WANTED SUITE SOURCE...
	local want=$1 suite=$2 name lines=()
	shift 2
	: >s.list
	for name; do
		lines+=(--mirror "$(archive_line "$PWD/site" "$name")")
		archive_line "$PWD/site" "$name" >>s.list
	done
	# By lines, by a file, and so on.
	form=$((1 - form))
	[ $form = 0 ] || lines=(--sources s.list)
	assert_exit "$want" debslim plan --arch "$ARCH" --suite "$suite" "${lines[@]}" --include app
}

while read -r suite others; do
	# shellcheck disable=SC2086
	plan 2 "$suite" $others
	assert_says "--suite $suite" "${others##* }"
	assert_equal '' "$(cat stdout)" output
done <<'END'
trixie bookworm
trixie bookworm-backports
trixie-backports bookworm
trixie sid
trixie unstable
trixie experimental
sid bookworm
unstable bookworm
bookworm bookworm sid
END
while read -r suite others; do
	# shellcheck disable=SC2086
	plan 0 "$suite" $others
done <<'END'
bookworm bookworm
bookworm bookworm bookworm-backports
bookworm internal
bookworm bookworm internal
internal internal bookworm
internal bookworm
sid sid experimental
unstable sid
sid unstable
stable bookworm
bookworm stable
END
