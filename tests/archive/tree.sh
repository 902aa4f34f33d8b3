#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A tree has no dangling link, every library its programs need, a copyright for each package and no documentation.
#each: SUITE bullseye bookworm trixie
#each: PROFILE scratch static base-nossl base cc java-base slim build
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

root=$(rootfs "$PROFILE")
python3 "$TESTS/lib/links.py" "$root" proc/ sys/ dev/ run/ || fail "dangling links"

# What ELF files need by name is there.
find "$root" -type f -size +64c -print0 | { xargs -0 readelf -dW /dev/null 2>/dev/null || :; } |
	awk -v root="$root" '/^File: / { file = substr($0, 7 + length(root)) }
		/\(NEEDED\)/ { sub(/.*\[/, ""); sub(/\].*/, ""); print $0, file }' >needed
find "$root" \( -type f -o -type l \) -name '*.so*' -printf '%f\n' | sort -u >libraries
while read -r library file; do
	grep -qxF -- "$library" libraries || echo "$file needs $library"
done <needed >missing
assert_equal "" "$(cat missing)" "libraries that are missing"
case $PROFILE in base* | cc | slim | build) [ -s needed ] || fail "no ELF file needs anything" ;; esac

# Where dpkg goes on, its own database names what a package has, left out or not.
sums="$root/var/lib/dpkg/status.d/*.md5sums" missing=
case $PROFILE in slim | build) sums="$root/var/lib/dpkg/info/*.md5sums" missing=--ignore-missing ;; esac
for package in $(jq -r '.packages[].package' "$root.json"); do
	[ -n "$missing" ] || assert_file "$root/var/lib/dpkg/status.d/$package"
	[ -z "$missing" ] || grep -qxF "Package: $package" "$root/var/lib/dpkg/status" || fail "dpkg does not know $package"
	[ -s "$root/usr/share/doc/$package/copyright" ] || fail "no copyright of $package"
done
[ ! -d "$root/usr/share/doc" ] || find "$root/usr/share/doc" -type f ! -name copyright >docs
# What copyright links lead to may stay.
[ ! -e docs ] || [ "$(wc -l <docs)" -le 3 ] || { cat docs; fail "documentation"; }
for path in usr/share/man usr/share/lintian usr/share/bug usr/share/doc-base var/lib/apt/lists usr/include; do
	[ "$PROFILE/$path" != build/usr/include ] || continue
	[ ! -e "$root/$path" ] || [ -z "$(find "$root/$path" -type f)" ] || fail "$path has files"
done
# The index that base-files makes may lead nowhere.
[ ! -d "$root/usr/share/info" ] || [ -z "$(find "$root/usr/share/info" -type f ! -name dir)" ] || fail "info pages"
[ "$PROFILE" = build ] || [ -z "$(find "$root" -name '*.a')" ] || fail "static libraries"
if [ "$PROFILE" != scratch ]; then
	# shellcheck disable=SC2086 # a glob; nothing or an option
	(cd "$root" && cat $sums | md5sum --quiet --strict $missing -c -) || fail "sums"
fi
