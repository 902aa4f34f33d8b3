# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Images of interpreters that run programs of tests/data/programs.

. "$TESTS/lib/inside.sh"
. "$TESTS/lib/tls.sh"

# Copies the tree of $PROFILE to ./root, adds the devices and the hosts file that a container has,
# and puts these programs and the test certificates into its /tmp.
language_rootfs() { # PROGRAMS...
	local device minor program
	[ "$(id -u)" -eq 0 ] || skip "needs root, to make devices"
	own_rootfs "$PROFILE" root
	for device in null:3 zero:5 full:7 random:8 urandom:9; do
		minor=${device#*:}
		mknod -m 666 "root/dev/${device%:*}" c 1 "$minor" || skip "devices cannot be made here"
	done
	tls_authorities
	cp right.pem wrong.pem server.pem server.key root/tmp/
	for program; do cp "$TESTS/data/programs/$program" root/tmp/; done
	# An interpreter must pass the tests without the help of a shell.
	assert_absent root/bin/sh root/bin/bash root/busybox
}

# Checks that debslim handles every maintainer script of the profile.
language_plan() {
	debslim plan --json --suite "$SUITE" --profile "$PROFILE" >plan.json
	assert_json '[.maintainer_scripts[] | select(.policy == "unhandled")] == []' plan.json
}
