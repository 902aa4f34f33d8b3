#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Only the upgrade would do something.
set -e
if [ "$1" = configure ] && [ -n "$2" ] && dpkg --compare-versions "$2" lt 1.0-3; then
	unknown-program --migrate
fi
if dpkg --compare-versions "$2" lt-nl 2.0; then
	another-program
fi
case "$1" in
	configure) ;;
	abort-upgrade|abort-remove|abort-deconfigure) unknown-program ;;
	*)
		echo "postinst called with unknown argument \`$1'" >&2
		exit 1
		;;
esac
