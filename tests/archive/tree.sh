#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A tree has no dangling link, every library its programs need, a copyright for each package and no documentation.
#each: SUITE bullseye bookworm trixie
#each: PROFILE scratch static base-nossl base cc java-base
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

root=$(rootfs "$PROFILE")
python3 "$TESTS/lib/links.py" "$root" proc/ sys/ dev/ run/ || fail "dangling links"

# What ELF files need by name is there.
find "$root" -type f -size +64c -print | while read -r f; do
	[ "$(head -c 4 "$f" | tail -c 3)" = ELF ] || continue
	readelf -dW "$f" 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sed "s|\$| ${f#"$root"}|"
done >needed
find "$root" \( -type f -o -type l \) -name '*.so*' -printf '%f\n' | sort -u >libraries
while read -r library file; do
	grep -qxF -- "$library" libraries || echo "$file needs $library"
done <needed >missing
assert_equal "" "$(cat missing)" "libraries that are missing"
case $PROFILE in base* | cc) [ -s needed ] || fail "no ELF file needs anything" ;; esac

for package in $(jq -r '.packages[].package' "$root.json"); do
	assert_file "$root/var/lib/dpkg/status.d/$package"
	[ -s "$root/usr/share/doc/$package/copyright" ] || fail "no copyright of $package"
done
[ ! -d "$root/usr/share/doc" ] || find "$root/usr/share/doc" -type f ! -name copyright >docs
# What copyright links lead to may stay.
[ ! -e docs ] || [ "$(wc -l <docs)" -le 3 ] || { cat docs; fail "documentation"; }
for path in usr/share/man usr/share/info usr/share/lintian usr/share/bug usr/share/doc-base var/lib/apt/lists usr/include; do
	[ ! -e "$root/$path" ] || [ -z "$(find "$root/$path" -type f)" ] || fail "$path has files"
done
[ -z "$(find "$root" -name '*.a')" ] || fail "static libraries"
if [ "$PROFILE" != scratch ]; then
	for sums in "$root"/var/lib/dpkg/status.d/*.md5sums; do
		[ ! -s "$sums" ] || (cd "$root" && md5sum --quiet --strict -c "$sums") || fail "$sums"
	done
fi
