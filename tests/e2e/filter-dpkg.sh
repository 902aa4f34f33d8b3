#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --path-exclude and --path-include keep what the real dpkg keeps, set by set.
. "$TOP/tests/lib/case.sh"

packages=(docs-full docs-link copyright-link names empty-dirs)
debs=()
for p in "${packages[@]}"; do debs+=("$(echo "$(archive_common)"/pool/"${p}"_*.deb)"); done
sets=0
while IFS= read -r set; do
	case $set in '#'* | '') continue ;; esac
	options=()
	read -r -a words <<<"$set"
	for word in "${words[@]}"; do
		case $word in
		-*) options+=("--path-exclude=${word#-}") ;;
		+*) options+=("--path-include=${word#+}") ;;
		esac
	done
	rm -rf want admin
	mkdir -p want admin/info admin/updates
	: >admin/status
	: >admin/available
	dpkg --root="$PWD/want" --admindir="$PWD/admin" --log=/dev/null --force-not-root --force-depends --force-bad-path \
		--force-script-chrootless "${options[@]}" --unpack "${debs[@]}" >dpkg.log 2>&1 ||
		{ cat dpkg.log; fail "dpkg itself fails with: $set"; }
	assert_exit 0 slim build --raw --include "$(IFS=, && echo "${packages[*]}")" "${options[@]}" -o got/
	tree_list want | grep -v '^\. ' >want.list || :
	tree_list got | grep -v '^\. ' >got.list || :
	diff want.list got.list >difference || { cat difference; fail "dpkg (<) and debslim (>) differ with: $set"; }
	sets=$((sets + 1))
done <"$TESTS/data/path-filters"
[ $sets -ge 25 ] || fail "only $sets sets were compared"
