#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The provider of outdated algorithms goes from libssl3 and is cut from libssl3t64; openssl=legacy brings both back.
. "$TOP/tests/lib/case.sh"

legacy=tree/usr/lib/x86_64-linux-gnu/ossl-modules/legacy.so
assert_exit 0 slim build --force --include libssl3 -o tree/
assert_absent $legacy
assert_exit 0 slim build --force --include libssl3 --rule openssl=legacy -o tree/
assert_file $legacy
assert_equal libssl3t64 "$(planned libssl3t64)"
assert_json '.cuts[0].rule == "openssl-provider-legacy"' plan.json
assert_equal "libssl3t64 openssl-provider-legacy" "$(planned libssl3t64 --rule openssl=legacy)"
assert_json '.cuts == [] and .rules.openssl == "legacy"' plan.json
# Who asks for the package gets its file.
assert_exit 0 slim build --force --include openssl-provider-legacy -o tree/
assert_file $legacy
# A package that wants it chooses the value, unless somebody has asked for another one.
assert_equal "libssl3t64 openssl-provider-legacy python3-cryptography" "$(planned python3-cryptography)"
assert_match 'note: python3-cryptography wants the rule openssl=legacy' plan.err
assert_equal "libssl3t64 python3-cryptography" "$(planned python3-cryptography --rule openssl=default)"
assert_exit 0 slim build --force --include libssl3,python3-cryptography -o tree/
assert_file $legacy
assert_exit 0 slim build --force --include libssl3,python3-cryptography --no-cut -o tree/
assert_file $legacy
