#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A run time that jlink made of the host's JDK finds in java-base what it needs, the trust store of Java among it.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/java.sh"

own_rootfs java-base root
assert_absent root/usr/lib/jvm root/usr/bin/java root/bin/sh
assert_mode 644 root/etc/ssl/certs/java/cacerts
# All that the bundle trusts, as PKCS #12 without a password.
assert_equal "$(grep -c BEGIN root/etc/ssl/certs/ca-certificates.crt)" \
	"$(openssl pkcs12 -in root/etc/ssl/certs/java/cacerts -nokeys -passin pass: 2>/dev/null | grep -c BEGIN)" "certificates for Java"
need jlink javac
need_suite_of_host
jdk=$(realpath "$(command -v jlink)")
jlink --module-path "${jdk%/bin/jlink}/jmods" --add-modules java.desktop,jdk.charsets,jdk.crypto.ec \
	--no-man-pages --no-header-files --output root/srv/java
mkdir root/srv/app
javac --release 11 -d root/srv/app "$TESTS/data/programs/RunTime.java"
chmod -R a+rX root/srv
assert_equal "hello, world" "$(quietly root /srv/java/bin/java -cp /srv/app RunTime hello charsets zones lookup fonts)"
WRITABLE=/tmp quietly root /srv/java/bin/java -cp /srv/app RunTime names images fonts
