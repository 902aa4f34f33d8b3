#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck disable=SC3043
# $? is that of the command before, a local is its function's own.
set -e
name=outer
f() {
	local name=inner
	return 3
}
f || [ $? -ne 3 ] || mkdir "/$name"
service x restart || exit $?
x=$(false) || mkdir /false
sub=$(exit 0; frobnicate)
mkdir "/end$sub"
