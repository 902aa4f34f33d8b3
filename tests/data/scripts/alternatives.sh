#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Priority from a variable, slaves over several lines, the triple debhelper writes.
set -e
# Automatically added by dh_installalternatives/13.11.4
if [ "$1" = "configure" ] || [ "$1" = "abort-upgrade" ]; then
	update-alternatives --install "/usr/bin/editor" "editor" "/usr/bin/ed1" 40 \
	--slave "/usr/share/man/man1/editor.1.gz" "editor.1.gz" "/usr/share/man/man1/ed1.1.gz" \
	--slave "/usr/share/man/de/man1/editor.1.gz" "editor.de.1.gz" "/usr/share/man/de/man1/ed1.1.gz"
fi
# End automatically added section
priority=20
for name in awk nawk; do
	update-alternatives --quiet --install /usr/bin/$name $name /usr/bin/ed1-$name $priority
done
if [ "$1" = remove ]; then
	update-alternatives --remove editor /usr/bin/ed1
fi
exit 0
