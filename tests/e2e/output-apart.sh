#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Targets that are one or lie in each other are refused before the first is touched.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --include friend -o nest/
touch nest/old
assert_exit 2 slim build --include friend -o nest/ -o nest/image.tar
assert_says nest/image.tar
assert_file nest/old
assert_exit 2 slim build --include friend -o one.tar -o ./one.tar
assert_absent one.tar
assert_exit 0 slim build --include friend -o one.tar -o one.tar.gz -o two/
