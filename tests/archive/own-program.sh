#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A program of one's own runs as the user that --user makes, and with --home-mode any user of group 0 can write to the home.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/compile.sh"

[ "$(id -u)" -eq 0 ] || skip "needs root"
compile_c own.c own
make() { # OPTIONS...
	rm -rf root
	debslim build --suite "$SUITE" --profile cc --copy ./own:/app/ "$@" -o root/ 2>err || { cat err >&2; fail "not built"; }
}
as() { chroot --userspec="$1" root /app/own "${@:2}"; } # UID:GID NAME DIRECTORY
make --user 1000:0 --home-mode 0770
as 1000:0 nonroot /home/nonroot
as 4242:0 - /home/nonroot
! as 4242:4242 - /home/nonroot 2>err || fail "others can write to the home"
assert_equal '1000:0 4242:0' "$(stat -c %u:%g root/home/nonroot/of-1000 root/home/nonroot/of-4242 | paste -s -d ' ')" owners
make --user 1000
as 1000:1000 nonroot /home/nonroot
! as 4242:0 - /home/nonroot 2>err || fail "group 0 can write to a home of mode 0700"

# What the program lacks is found before anything is written.
cp "$(command -v dpkg-deb)" program
assert_exit 1 debslim build --suite "$SUITE" --profile base-nossl --copy ./program:/app/ -o none/
assert_says /app/program liblzma.so.5
assert_absent none
