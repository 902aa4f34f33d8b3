#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Interpreters of other architectures, in images made on this machine, start there, load their libraries of C and find certificates.
#each: ON trixie-arm64-nodejs trixie-arm64-perl trixie-arm64-php trixie-arm64-python3 trixie-arm64-ruby trixie-riscv64-python3 trixie-i386-php bookworm-s390x-perl bookworm-ppc64el-ruby bullseye-armhf-nodejs
#sample: 4
. "$TOP/tests/lib/case.sh"
IFS=- read -r SUITE ARCHITECTURE PROFILE <<<"$ON"
. "$TESTS/lib/inside.sh"
. "$TOP/bench/matrix.programs"

need_emulator "$ARCHITECTURE"
build_anyway root --strict --profile "$PROFILE"
mkdir -p root/tmp
INSIDE_ENV=(SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt)
interpreter "$PROFILE"
