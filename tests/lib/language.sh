# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Images of interpreters, and programs of tests/data/programs in them.

. "$TESTS/lib/inside.sh"
. "$TESTS/lib/tls.sh"

# The tree of $PROFILE as ./root, with devices and a loopback as a container has
# them, and in its /tmp these programs and certificates.
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
	# Nothing that the tests expect of an interpreter may come from a shell.
	assert_absent root/bin/sh root/bin/bash root/busybox
}

# No maintainer script that nobody understood, no tolerated finding.
language_plan() {
	debslim plan --json --suite "$SUITE" --profile "$PROFILE" >plan.json
	assert_json '[.maintainer_scripts[] | select(.policy == "unhandled")] == []' plan.json
}
