#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: dir /var/lib/own 0755
# An account that is not there cannot own anything, by which scripts find out.
set -e
chgrp own /var/lib/own 2>/dev/null || addgroup --system own
chown own /var/lib/own 2>/dev/null || adduser --system --no-create-home --home /var/lib/own --ingroup own own
chown own:own /var/lib/own
if chown daemon /var/lib/own; then
	mkdir /daemon
fi
# Nothing adds this one.
chgrp nobody-adds-it /var/lib/own || true
