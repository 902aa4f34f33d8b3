#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A run time that jlink made of the host's JDK finds in java-base what it needs.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/java.sh"

need jlink javac
need_suite_of_host
own_rootfs java-base root
assert_dir root/etc/ssl/certs
assert_absent root/usr/lib/jvm root/usr/bin/java root/bin/sh
jdk=$(realpath "$(command -v jlink)")
jlink --module-path "${jdk%/bin/jlink}/jmods" --add-modules java.desktop,jdk.charsets,jdk.crypto.ec \
	--no-man-pages --no-header-files --output root/srv/java
mkdir root/srv/app
javac --release 11 -d root/srv/app "$TESTS/data/programs/RunTime.java"
chmod -R a+rX root/srv
assert_equal "hello, world" "$(quietly root /srv/java/bin/java -cp /srv/app RunTime hello charsets zones lookup fonts)"
WRITABLE=/tmp quietly root /srv/java/bin/java -cp /srv/app RunTime names images fonts
