#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: template pkg/shared true
#: template pkg/asked first
#: template pkg/other none
#: config . /usr/share/debconf/confmodule
#: config if [ -e /etc/none ]; then db_set pkg/other x; fi
#: config db_set pkg/asked second
#: config db_input medium pkg/asked || true
#: config db_go || true
# Nobody answers: defaults, or what the config script sets.
set -e
. /usr/share/debconf/confmodule
db_get pkg/shared
if [ "$RET" = true ]; then
	mkdir /shared
else
	mkdir /not-shared
fi
db_get pkg/asked
echo "$RET" > /etc/answer
db_get pkg/other && mkdir "/$RET"
db_get other-package/question
[ "$RET" = x ] && mkdir /foreign
db_stop
