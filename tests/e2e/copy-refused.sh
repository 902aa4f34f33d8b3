#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What cannot be copied, or not to there, is an error that names it and says what to try; nothing is written.
. "$TOP/tests/lib/case.sh"

refused() { # SRC:DEST WORDS...
	assert_exit 2 slim build --profile scratch --copy "$1" -o tree/
	shift
	assert_says "$@"
	assert_absent tree
}
echo x >file
mkdir dir
refused missing:/x '--copy missing:/x: missing: No such file'
refused /dev/null:/x '--copy /dev/null:/x: /dev/null is a device' 'only files'
refused file "--copy: 'file' is not SRC:DEST" ./app:/app/app
refused file:x "--copy: 'file:x' is not SRC:DEST"
refused :/x "is not SRC:DEST"
refused file:/../x '--copy file:/../x: destination: name climbs out of the root'
refused file:/etc '--copy file:/etc: there is a directory in the image at /etc' "end the destination with '/'"
refused dir:/etc/nsswitch.conf 'there is a file in the image at /etc/nsswitch.conf'
mkfifo dir/pipe
refused dir:/x '--copy dir:/x: dir/pipe is a named pipe'
rm dir/pipe
touch "$(printf 'dir/two\nlines')"
refused dir:/x 'name holds a NUL or a newline'
rm dir/*
if [ "$(id -u)" -ne 0 ]; then
	echo x >dir/locked && chmod 0 dir/locked
	refused dir:/x 'dir/locked: Permission denied'
fi
head -c 200000 /dev/zero >dir/much
assert_exit 2 slim build --profile scratch --copy dir:/x --limit output=100k -o tree/
assert_says 'more than 102400 bytes to copy' '--limit output=SIZE'
assert_exit 2 slim build --include friend --raw --copy file:/x -o tree/
assert_says --raw --copy
assert_absent tree

# A profile's own sources stay in its directory, by any link.
mkdir -p profile/sub outside
echo secret >outside/secret
ln -s ../outside profile/way
ln -s ../../outside/secret profile/sub/link
copy() { printf 'Profile: p\nInherit: scratch\n\nCopy: %s\nTo: /x\n' "$1" >profile/p.profile; }
copy way/secret
assert_exit 2 slim build --profile ./profile/p.profile -o tree/
assert_says "./profile/p.profile:4:7: way/secret: 'way' is not a directory, or a link, which is not followed"
copy missing
assert_exit 2 slim build --profile ./profile/p.profile -o tree/
assert_says './profile/p.profile:4:7: missing: No such file'
copy sub/link
assert_exit 0 slim build --profile ./profile/p.profile --allow 'dangling-link:/x' -o tree/
assert_link ../../outside/secret tree/x
