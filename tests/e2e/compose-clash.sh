#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Two packages with the same file are an error that names both and the path.
. "$TOP/tests/lib/case.sh"

clash() { # INCLUDE PATH PACKAGE PACKAGE
	assert_exit 4 slim build --include "$1" -o tree/
	assert_says "$2" "$3" "$4"
	assert_absent tree
}
clash clash-a,clash-b usr/share/clash/common clash-a clash-b
clash clash-bin,clash-usr-bin usr/bin/clash-tool clash-bin clash-usr-bin
clash clash-directory,clash-file usr/share/clash-kind clash-directory clash-file
