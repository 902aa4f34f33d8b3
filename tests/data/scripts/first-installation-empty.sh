#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# dpkg: an empty version is earlier than any, unless with -nl.
if dpkg --compare-versions "$2" lt 1.0; then
	mkdir /reached
fi
if dpkg --compare-versions "$2" ge 1.0; then
	mkdir /not-reached
fi
