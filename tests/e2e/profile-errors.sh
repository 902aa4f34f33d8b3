#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What is wrong with a profile is said with file, line and column, and with what to try; nothing is written.
. "$TOP/tests/lib/case.sh"

refused() { # STATUS WORDS...
	assert_exit "$1" slim build --profile ./app.profile -o app.tar
	shift
	assert_says "$@"
	assert_absent app.tar
}
app() { printf 'Profile: app\nInherit: scratch\nDescription: x\n'"$1" >app.profile; }
app 'Pakages: friend\n'
refused 2 "error: ./app.profile:4:1: unknown field 'Pakages'" "did you mean 'Packages'"
app '\nAcount: x\n'
refused 2 "error: ./app.profile:5:1: unknown stanza 'Acount'" "did you mean 'Account'"
app '\nAccount: app\nUid: 1000\nHome-Mod: 0750\n'
refused 2 "./app.profile:7:1: unknown field of the stanza Account 'Home-Mod'" "did you mean 'Home-Mode'"

# The name is part of that of the target: nothing climbs out of the directory.
for name in ../up /abs 'a b' a:b .. -rf a/b; do
	printf 'Profile: %s\nInherit: scratch\n' "$name" >app.profile
	assert_exit 2 slim build --profile ./app.profile
	assert_says "./app.profile:1:10: '$name' is not a name for a profile"
done
[ -z "$(find . .. -maxdepth 1 -name '*.tar')" ] || fail "something was written"
# A tag that no stanza is about is not left out in silence.
printf 'Profile: app\nPackages: alt-one\n' >app.profile
assert_exit 2 slim build --profile ./app.profile:nonroot -o app.tar
assert_says "./app.profile:1:10: profile app has no tag 'nonroot'" 'scratch has the tags'
# A file may have a colon in its name.
printf 'Profile: app\nInherit: scratch\n' >a:nonroot.profile
assert_exit 0 slim build --profile a:nonroot.profile -o app.tar
rm app.tar

# The whole way of a loop.
printf 'Profile: app\nInherit: ./b.profile\n' >app.profile
printf 'Profile: b\nInherit: ./c.profile\n' >b.profile
printf 'Profile: c\nInherit: ./app.profile\n' >c.profile
refused 2 './c.profile:2:10: profile inherits itself: ./app.profile -> ./b.profile -> ./c.profile -> ./app.profile'

app '\nAccount: app\nUid: 1000\n\nAccount: other\nUid: 1000\n'
refused 2 "./app.profile:9:6: id 1000 belongs to 'app' already, at ./app.profile:5:10"
app '\nAccount: app\nUid: 65532\n'
refused 2 './app.profile:6:6: id 65532 belongs to' nonroot scratch.profile:
app '\nGroup: app\nGid: 50\n'
refused 2 './app.profile:6:6: id 50 belongs to' staff

app 'Suites: trixie sid\n'
refused 2 "./app.profile:4:9: profile app does not support the suite 'bookworm'" 'it supports trixie, sid'
app '\nMatch-Suites: bookworm bookwrom\nUser: 1\n'
refused 2 "./app.profile:5:24: the profile has no suite 'bookwrom'" "did you mean 'bookworm'" 'it is for bullseye, bookworm, trixie'
app '\nPath: /x\nMatch-Suites: sid\nType: directory\n'
refused 2 "./app.profile:6:15: the profile has no suite 'sid'"
app 'Suites: bookwrom\n'
refused 2 "./app.profile:4:9: the profile has no suite 'bookwrom'" "did you mean 'bookworm'"
# A new suite is fine, and so is one that another file of the profile claims.
app 'Suites: bookworm sid\n\nMatch-Suites: sid trixie\nUser: 1\n'
assert_exit 0 slim build --profile ./app.profile -o app.tar
rm app.tar
app 'Architectures: m68k\n'
refused 2 "./app.profile:4:16: profile app does not support the architecture '$ARCH'" 'it supports m68k'

# What would have to be a directory and something else at once: the profile's mistake, not a package's.
app 'Workdir: /etc/passwd\n'
refused 2 '/etc/passwd: a directory was asked for where a file is made' Workdir
app '\nPath: /a\nType: file\n\nPath: /a/b\nType: file\n'
refused 2 '/a is not a directory, but /a/b must be created in it' Path
# A number that Debian has given to somebody, whom a package needs.
app 'Packages: needs-mail\n\nAccount: web\nUid: 8\n'
mkdebs "$PWD/debs" <<'END'
Package: needs-mail
Files:
 dir /var/spool/needs 0755
 script postinst '#!/bin/sh\nset -e\nchown mail:mail /var/spool/needs\n'
END
assert_exit 2 slim build --debs debs --profile ./app.profile -o app.tar
assert_says 'user mail, which packages here need, has the number 8, which is that of web'
assert_absent app.tar
app 'Packages: needs-mail\n\nAccount: web\nUid: 1008\n'
assert_exit 0 slim build --debs debs --profile ./app.profile -o app.tar
rm app.tar

# A package that one of the suites lacks: the line of the profile, and which suite.
app 'Suites: bookworm trixie\nPackages: alt-one,\n friend\n'
archive_copy without
rm without/pool/friend_*.deb
archive_build without trixie
assert_exit 0 slim plan --profile ./app.profile
assert_exit 2 debslim plan --mirror "$(archive_line "$PWD/without" trixie)" --suite trixie --arch "$ARCH" --profile ./app.profile
assert_says "profile app in trixie for $ARCH: ./app.profile:6:2: unknown package 'friend'" Match-Suites
app 'Packages: friend |\n'
refused 2 './app.profile:4:11: ' "nothing after '|'"
# One that is put behind a condition does not matter elsewhere.
app 'Suites: bookworm trixie\nPackages: alt-one\n\nMatch-Suites: bookworm\nPackages-Add: friend\n'
assert_exit 0 debslim plan --mirror "$(archive_line "$PWD/without" trixie)" --suite trixie --arch "$ARCH" --profile ./app.profile

app 'User: appp\n\nAccount: app\nUid: 1000\n'
refused 2 "./app.profile:4:7: no user 'appp' is in the image" "did you mean 'app'"
app 'Workdir: /etc/nsswitch.conf\n'
refused 2 './app.profile:4:10: the working directory /etc/nsswitch.conf is no directory'
