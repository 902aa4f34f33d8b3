#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# JREs for other architectures, made on this machine, run there: charsets, zones, fonts, names of files, the keystore.
#each: ON bullseye-armhf-java11 bookworm-arm64-java17 bookworm-i386-java17 bookworm-ppc64el-java17 bookworm-s390x-java17 trixie-riscv64-java21 trixie-arm64-java25
#sample: 2
. "$TOP/tests/lib/case.sh"
IFS=- read -r SUITE ARCHITECTURE PROFILE <<<"$ON"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/java.sh"

need javac
need_emulator "$ARCHITECTURE"
build_anyway root --strict --profile "$PROFILE"
mkdir -p root/srv
javac --release 11 -d root/srv "$TESTS/data/programs/RunTime.java" "$TESTS/data/programs/Anchors.java"
chmod -R a+rX root/srv
assert_equal "hello, world" "$(quietly root /usr/bin/java -cp /srv RunTime hello charsets zones fonts)"
WRITABLE=/tmp quietly root /usr/bin/java -cp /srv RunTime names images
count=$(grep -c '^-----BEGIN' root/etc/ssl/certs/ca-certificates.crt)
assert_equal "$count $count" "$(quietly root /usr/bin/java -cp /srv Anchors)" "authorities that TLS trusts and that the store holds"
