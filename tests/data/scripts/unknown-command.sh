#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#: dir /etc 0755
# A command that is not known is never skipped.
set -e
known=1
frobnicate --all /etc
/usr/share/pkg/setup.sh
$(cat /etc/which-one) run
eval "mkdir /from-eval"
sed -i s/a/b/ /etc/nothing-there || true
perl -e 'unlink "/etc/passwd"'
find /etc -name '*.old' -delete
