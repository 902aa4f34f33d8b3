#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Behind a way out that may have been taken nothing is certain.
mkdir /before
if [ "$(uname -m)" = sparc ]; then
	exit 0
fi
mkdir /behind
