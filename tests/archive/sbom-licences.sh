#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every identifier that data/rules/licences.rules gives to a name of Debian's is in the SPDX list, and none is deprecated.
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/npm.sh"

npm_packages spdx-license-ids@3.0.24 spdx-exceptions@2.5.0
sed -n 's/^Licence: //p' "$TOP/data/rules/licences.rules" >licences
sed -n 's/^Exception: //p' "$TOP/data/rules/licences.rules" >exceptions
[ "$(wc -l <licences)" -gt 80 ] || fail "few licences"
for list in licences:spdx-license-ids exceptions:spdx-exceptions; do
	NODE_PATH=$NPM_MODULES node -e 'console.log(require(process.argv[1]).join("\n"))' "${list#*:}" | LC_ALL=C sort >known
	LC_ALL=C sort "${list%:*}" | LC_ALL=C comm -23 - known >unknown
	assert_equal "" "$(cat unknown)" "not in the SPDX list"
done
