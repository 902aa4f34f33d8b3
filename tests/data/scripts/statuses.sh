#!/bin/sh
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
