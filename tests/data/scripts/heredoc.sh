#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Text of here-documents goes to files with the values that are known.
set -e
NAME=pkg
if [ ! -f /etc/default/pkg ]; then
	cat >/etc/default/pkg <<-EOF
		# settings of $NAME
		HOME="/var/lib/${NAME}"
	EOF
	cat >> /etc/default/pkg <<'EOF'
$NOT expanded
EOF
	printf '%s=%s\n' key value > /etc/pkg.ini
	echo "made on $(date)" > /etc/stamp
fi
