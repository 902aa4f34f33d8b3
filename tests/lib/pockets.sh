# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Makes a suite with its pockets in Debian's layout: SUITE and SUITE-updates in DIR/debian,
# SUITE-security in DIR/security. They have versions 1.0-1, 1.1-1 and 1.2-1 of the package `moving`.

make_pockets() { # DIR SUITE
	local place version dist
	for place in debian:1.0-1: debian:1.1-1:-updates security:1.2-1:-security; do
		IFS=: read -r place version dist <<<"$place"
		pocket_version "$1/$place" "$2$dist" "$version"
	done
}
pocket_version() { # ARCHIVE DIST VERSION
	printf 'Package: moving\nVersion: %s\n' "$3" | mkdebs "$1/pool/$2"
	archive_build "$1" "$2" archive "pool/$2"
}
common_pockets() { once pockets make_pockets "$TEST_SHARED/pockets" bookworm; echo "$TEST_SHARED/pockets"; }
pocket_archive() { # DIR DIST
	case $2 in *-security) echo "$1/security" ;; *) echo "$1/debian" ;; esac
}
# Prints the sources.list lines for all three; the argument is DIR or the URI that serves it.
pocket_lines() { # DIR-OR-URI SUITE
	local dist
	for dist in "$2" "$2-updates" "$2-security"; do archive_line "$(pocket_archive "$1" "$dist")" "$dist"; done
}

# Breaks one of them. Writes an error of the server to the file HTTP_ANSWERS; for broken files,
# makes newer ones first, since a client would not fetch the old ones again.
spoil() { # DIR DIST KIND
	local archive dists f
	archive=$(pocket_archive "$1" "$2") dists=$(pocket_archive "$1" "$2")/dists/$2
	case $3 in
	[45]?? | hang) echo "dists/$2/ $3" >"$HTTP_ANSWERS"; return ;;
	esac
	pocket_version "$archive" "$2" 1.5-1
	find "$archive" -exec touch -d '1 minute' {} +
	case $3 in
	signature) sed -i 's/^Label: Test/Label: Tset/' "$dists/InRelease" "$dists/Release" ;;
	unsigned) rm "$dists/InRelease" "$dists/Release.gpg" ;;
	stranger) archive_sign "$dists" stranger ;;
	expired)
		sed -i 's/^Date: .*/&\nValid-Until: Mon, 01 Jan 2024 00:00:00 UTC/' "$dists/Release"
		archive_sign "$dists" archive
		;;
	damaged) for f in "$dists"/main/*/*; do printf U | dd of="$f" bs=1 seek=20 conv=notrunc status=none; done ;;
	truncated) for f in "$dists"/main/*/*; do truncate -s -3 "$f"; done ;;
	no-index) rm "$dists"/main/*/* ;;
	*) fail "no such kind: $3" ;;
	esac
}
# Restores the archive, with times that are newer than those of the broken files.
repair() { # GOOD DIR
	rm -rf "$2" "${HTTP_ANSWERS:-$2}"
	cp -r "$1" "$2"
	find "$2" -exec touch -d '2 minutes' {} +
}
