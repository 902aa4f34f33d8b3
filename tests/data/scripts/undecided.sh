#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What only one of two ways does is not done.
set -e
if grep -q something /proc/cpuinfo; then
	mkdir /one
	common=yes
else
	common=yes
fi
if uname -r | grep -q rt; then
	touch /both
	echo left
else
	touch /both
fi
[ "$common" = yes ] && mkdir /known
KERNEL=$(uname -r)
case "$KERNEL" in
	5*) ln -s a /five ;;
	*) ;;
esac
if test -n "$(ps)"; then
	echo "error" >&2
	exit 1
fi
mkdir /after-the-error
