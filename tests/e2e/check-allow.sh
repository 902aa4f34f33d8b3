#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# --allow accepts findings by path and by check, counts them, and an unknown check is an error.
. "$TOP/tests/lib/case.sh"

mkdir -p root/usr/bin root/etc root/usr/share/doc/x
printf '#!/lost\n' >root/usr/bin/script
cp root/usr/bin/script root/usr/share/doc/x/example
chmod +x root/usr/bin/script root/usr/share/doc/x/example
ln -s nowhere root/etc/link

assert_exit 1 debslim check root
assert_match '^error: /etc/link: dangling-link: ' stdout
assert_match '^error: /usr/bin/script: script-interpreter: .*/lost' stdout
assert_no_match 'example' stdout
assert_exit 1 debslim check root --allow '/usr/*'
assert_exit 1 debslim check root --allow 'dangling-link:*' --allow 'dangling-link:/usr/*'
assert_exit 0 debslim check root --allow 'dangling-link:*' --allow 'script-interpreter:/usr/bin/s*'
assert_equal "" "$(cat stdout)" "findings"
assert_exit 0 debslim check root --allow '*' -v
assert_match '^accepted: /etc/link: .*--allow \*' stdout
# Those of the shipped rules, too.
assert_exit 1 debslim check root -v
assert_match '^accepted: /usr/share/doc/x/example: .*read, not run' stdout
assert_exit 0 debslim check --json root --allow '*'
assert_json '(.findings | length) == 0 and (.accepted | length) == 3 and all(.accepted[]; .accepted | length > 3)' stdout

assert_exit 2 debslim check root --allow 'dangling-lnk:*'
assert_says dangling-lnk "did you mean 'dangling-link'"
assert_exit 2 debslim check root --allow 'usr/*'
assert_exit 2 debslim check
assert_exit 2 debslim check nothing-here
assert_exit 2 debslim check root more
