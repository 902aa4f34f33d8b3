# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What every case starts with: . "$TOP/tests/lib/case.sh". tests/run has made
# the current folder, HOME, TMPDIR and XDG_CACHE_HOME, all empty and its own.
set -eu
TESTS=$TOP/tests
DEBSLIM=$BUILD/debslim
ON_EXIT=() # commands
at_exit() {
	local command
	for command in "${ON_EXIT[@]}"; do eval "$command" || :; done
}
trap at_exit EXIT
trap 'exit 143' TERM

debslim() { "$DEBSLIM" "$@"; }

. "$TESTS/lib/assert.sh"
. "$TESTS/lib/archive.sh"
[ -x "$DEBSLIM" ] || fail "$DEBSLIM is not built"
