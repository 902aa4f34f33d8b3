# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Every case starts with: . "$TOP/tests/lib/case.sh". tests/run has made the current directory,
# HOME, TMPDIR and XDG_CACHE_HOME, all empty and private to the case.
#
# A command that fails ends the case, and fails it even if the shell continues, e.g. in a $( )
# that is only an argument.
set -eEu -o pipefail
shopt -s inherit_errexit
TESTS=$TOP/tests
DEBSLIM=$BUILD/debslim
ON_EXIT=() # commands
at_exit() {
	local command
	for command in "${ON_EXIT[@]}"; do eval "$command" || :; done
}
trap at_exit EXIT
trap 'exit 143' TERM
trap 'unnoticed $? "$BASH_SOURCE:$LINENO: $BASH_COMMAND"' ERR
unnoticed() { # STATUS COMMAND
	was_skipped || outcome failed "${2#"$TOP/"} (status $1)"
}

# Also keeps the output of --json for tests/run, which validates it when the case ends. The output
# goes to a file first and is passed on when debslim has exited: it prints a document at the end anyway.
# Output to a device (/dev/full) is not kept, and neither is that of a direct call of "$DEBSLIM".
debslim() {
	case " $* " in
	*" --json "*) if [ -c /proc/self/fd/1 ] || [ -z "${TEST_JSON-}" ]; then "$DEBSLIM" "$@"; else record_json "$@"; fi ;;
	*) "$DEBSLIM" "$@" ;;
	esac
}
record_json() {
	local record rc=0
	record=$(mktemp "$TEST_JSON/XXXXXX")
	"$DEBSLIM" "$@" >"$record" || rc=$?
	printf '%s\n' "$rc" "$@" >"$record.run"
	cat "$record"
	return "$rc"
}
# Keeps the output of a direct call of "$DEBSLIM" in the same way.
keep_json() { # FILE STATUS ARGUMENTS OF THE RUN...
	local record
	[ -n "${TEST_JSON-}" ] || return 0
	record=$(mktemp "$TEST_JSON/XXXXXX")
	cp "$1" "$record"
	printf '%s\n' "${@:2}" >"$record.run"
}

. "$TESTS/lib/assert.sh"
. "$TESTS/lib/archive.sh"
[ -x "$DEBSLIM" ] || fail "$DEBSLIM is not built"
