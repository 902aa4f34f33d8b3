#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What is missing is found in the real archive's lists of files, where neither a rule nor the library's name tells.
. "$TOP/tests/lib/case.sh"

build() { assert_exit 1 debslim build --suite bookworm "$@" -o r.tar; assert_absent r.tar; }

build --include curl --exclude libnghttp2-14
assert_match 'needs libnghttp2.so.14, which is not there when /usr/bin/curl is started; libnghttp2-14 ' stderr
build --include curl --path-exclude '/usr/lib/*/libnghttp2.so*'
assert_match "; libnghttp2-14 has /usr/lib/.*/libnghttp2.so.14[.0-9]*, which the rule 'path-exclude' leaves out" stderr
# Not by name: of /usr/bin/python3 there is a link in another package than the one that was left out;
# of libnss3.so there is no version to make a name of.
build --include devscripts,libnss3-tools --exclude python3,libnss3
assert_match '/usr/bin/debbisect: .*its interpreter /usr/bin/python3 is not there.*; package python3-minimal has it' stderr
assert_match '/usr/bin/certutil: library: needs libnss3.so, which is not there; libnss3 was cut' stderr
# In a package for all architectures.
assert_exit 0 debslim why /usr/bin/debconf --suite bookworm --include adduser
assert_match '^/usr/bin/debconf is in debconf\.$' stdout
