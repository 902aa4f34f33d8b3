#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An option that matches nothing is a warning, and with --strict an error; one that matches is neither, by whichever name of a merged /usr.
. "$TOP/tests/lib/case.sh"

mkdir repo
mkdebs repo/pool <<'P'
Package: thing
Version: 1
Depends: needed | other
Files:
 file /lib/thing/one 0644 text='one\n'
 file /usr/lib/thing/two 0644 text='two\n'
 file /sbin/thing 0755 text='a program\n'
 file /usr/lib64/thing/three 0644 text='three\n'
 file /usr/share/man/man1/thing.1.gz 0644
 link /lib/thing/nowhere -> gone

Package: needed
Version: 1

Package: other
Version: 1

Package: unrelated
Version: 1
P
archive_build repo bookworm
allow=(--allow 'dangling-link:*')
build() { debslim build --mirror "$(archive_line "$PWD/repo")" --arch "$ARCH" --force --include thing "${allow[@]}" -o tree/ "$@"; }

unmatched() { # WORDS OPTIONS...
	local words=$1
	shift
	assert_exit 0 build "$@"
	assert_says warning: "$words matches nothing"
	rm -rf tree
	assert_exit 1 build --strict "$@"
	assert_says "error: $words matches nothing"
	assert_absent tree
}
matched() { # OPTIONS...
	assert_exit 0 build --strict "$@"
	assert_no_match 'matches nothing' stderr
}
matched
unmatched "--path-exclude '/nope/*'" --path-exclude '/nope/*'
unmatched "--path-include '/usr/lib/thing/four'" --path-include /usr/lib/thing/four
unmatched "--allow library:/lib/thing/*" --allow 'library:/lib/thing/*'
unmatched '--exclude unrelated' --exclude unrelated
unmatched '--avoid unrelated' --avoid unrelated
unmatched '--prefer unrelated' --prefer unrelated
unmatched '--rule lintian=keep' --rule lintian=keep
unmatched '--rule gconv=all' --rule man=keep,gconv=all
matched --path-exclude '/usr/share/man/*' --path-include '*.1.gz'
matched --exclude needed --rule man=drop
matched --prefer other
matched --avoid needed

# Both names of a path, from either side.
for lib in /lib /usr/lib; do
	allow=()
	matched --path-exclude "$lib/thing/*"
	assert_absent tree/usr/lib/thing/one tree/usr/lib/thing/two
	allow=(--allow 'dangling-link:*')
	matched --path-exclude '/usr/*' --path-include "$lib/thing/*"
	assert_file tree/usr/lib/thing/one tree/usr/lib/thing/two
	allow=()
	matched --allow "dangling-link:$lib/thing/*"
	matched --allow "$lib/thing/nowhere"
	allow=(--allow 'dangling-link:*')
done
for name in /sbin/thing /usr/sbin/thing; do
	matched --path-exclude "$name" --path-exclude '/lib64/*'
	assert_absent tree/usr/sbin/thing tree/usr/lib64/thing
done
printf 'Profile: p\nInherit: scratch\nPackages: thing\nRules:\n exclude /usr/lib/thing/one\n exclude /lib/thing/two\n\nPart: needed\nKeep: /lib/x\n' >p.profile
assert_exit 0 debslim build --mirror "$(archive_line "$PWD/repo")" --arch "$ARCH" --force --profile ./p.profile "${allow[@]}" -o tree/
assert_absent tree/usr/lib/thing/one tree/usr/lib/thing/two
printf 'own\n' >own
matched --copy own:/lib/thing/own
assert_content own tree/usr/lib/thing/own
# --raw leaves files where packages put them, and so does what it matches.
assert_exit 0 build --raw --path-exclude '/usr/lib/thing/*'
assert_file tree/lib/thing/one
assert_absent tree/usr/lib/thing/two

# A profile of one's own; plan, which reads no files; several at once; check.
sed -i 's:/usr/lib/thing/one:/usr/lib/thing/oen:' p.profile
assert_exit 0 debslim build --mirror "$(archive_line "$PWD/repo")" --arch "$ARCH" --force --profile ./p.profile "${allow[@]}" -o tree/
assert_match "warning: .*p.profile:5:2: 'exclude /usr/lib/thing/oen' matches nothing" stderr
assert_exit 0 debslim plan --mirror "$(archive_line "$PWD/repo")" --arch "$ARCH" --include thing --path-exclude /nope --exclude unrelated
assert_match 'warning: --exclude unrelated' stderr
assert_exit 1 debslim plan --mirror "$(archive_line "$PWD/repo")" --arch "$ARCH" --include thing --strict --exclude unrelated
assert_exit 1 build --strict --exclude unrelated --path-exclude /nope
assert_says '2 options match nothing' "warning: --path-exclude '/nope'" 'warning: --exclude unrelated'
assert_exit 0 build
assert_exit 0 debslim check tree --allow /lib/thing/nowhere --allow /nope
assert_says "warning: --allow /nope matches nothing"
assert_no_match 'thing/nowhere matches' stderr
assert_exit 1 debslim check tree --strict --allow '*' --allow /nope
# An --exclude that keeps a shell from being added.
assert_exit 1 slim build --strict --include uses-shell --exclude dash -o shell/
assert_says script-interpreter
assert_no_match 'matches nothing' stderr
