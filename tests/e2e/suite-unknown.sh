#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A suite that debslim does not know is treated as the newest that it knows, with one note; an alias is what the archive's Release says.
. "$TOP/tests/lib/case.sh"

mkdebs pkgs/pool <<'END'
Package: plain
Files:
 file /usr/share/plain/x 0644

Package: old-only
Files:
 file /usr/share/old-only/x 0644

Package: new-only
Files:
 file /usr/share/new-only/x 0644
END
for suite in forky trixie; do archive_build pkgs "$suite"; done
# As an archive has it: stable is the suite, bookworm the codename.
archive_build pkgs bookworm
cp -r pkgs/dists/bookworm pkgs/dists/stable
sed -i 's/^Suite: .*/Suite: stable/' pkgs/dists/stable/Release
archive_sign pkgs/dists/stable archive
on() { debslim "$2" --mirror "$(archive_line "$PWD/pkgs" "$1")" --arch "$ARCH" "${@:3}"; }
cat >mine.profile <<'END'
Profile: mine
Suites: bookworm trixie
Packages: plain

Match-Suites: bookworm
Packages-Add: old-only

Match-Suites: trixie
Packages-Add: new-only
END
names() { jq -r '.packages[].package' stdout | paste -sd ' '; }

assert_exit 0 on forky build --json --profile ./mine.profile -o forky/
assert_equal 'new-only plain' "$(names)"
assert_json '.suite == "forky"' stdout
assert_says 'suite forky is not known' trixie
assert_equal 1 "$(grep -c 'is not known' stderr)" notes
assert_mode 755 forky/var/local
assert_exit 0 on forky build --profile scratch -o scratch/
# Known ones get none.
assert_exit 0 on trixie build --json --profile ./mine.profile -o trixie/
assert_no_match 'not known' stderr
assert_exit 0 on stable build --json --profile ./mine.profile -o stable/
assert_no_match 'not known' stderr
assert_equal 'old-only plain' "$(names)"
assert_json '.suite == "bookworm"' stdout
assert_mode 2775 stable/var/local
# A profile that claims the suite by its name means it.
sed -i 's/^Suites:.*/Suites: bookworm trixie forky/; s/^Match-Suites: trixie/Match-Suites: forky/' mine.profile
assert_exit 0 on forky build --json --profile ./mine.profile -o claimed/
assert_equal 'new-only plain' "$(names)"
# One that it knows, but the profile does not claim, stays an error.
sed -i 's/^Suites:.*/Suites: bookworm forky/' mine.profile
assert_exit 2 on trixie build --profile ./mine.profile -o never/
assert_says mine.profile trixie
