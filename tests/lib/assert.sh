# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Assertions for cases. An assertion that fails ends the case with an explanation.

# `fail` and `skip` also write a file, because the shell may ignore the status of a $( ), and a
# program may exit with 77 for other reasons.
fail() { outcome failed "$*"; printf 'FAILED: %s\n' "$*" >&2; exit 1; }
skip() { outcome skipped "$*"; printf 'SKIPPED: %s\n' "$*" >&2; exit 77; }
was_skipped() { [ -e "$TEST_OUTCOME.skipped" ]; }
outcome() { # failed|skipped TEXT: only the first call counts
	[ -e "$TEST_OUTCOME.$1" ] || printf '%s\n' "${2//$'\n'/ }" >"$TEST_OUTCOME.$1"
}
need() { local tool; for tool; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done; }

assert_equal() { # EXPECTED ACTUAL [WHAT]
	[ "$1" = "$2" ] || fail "${3:-value}: expected '$1', got '$2'"
}
some() { [ $# -gt 0 ] || fail "${FUNCNAME[1]} was given nothing to look at"; }
assert_file() { local f; some "$@"; for f; do [ -f "$f" ] || fail "no file $f"; done; } # follows links
assert_dir() { local f; some "$@"; for f; do [ -d "$f" ] && [ ! -L "$f" ] || fail "no directory $f"; done; }
# A missing file proves nothing if the tree itself is missing.
assert_absent() { # PATH...
	local f
	some "$@"
	for f; do
		case $f in [!/]*/?*) [ -e "${f%%/*}" ] || fail "${f%%/*}, in which $f is looked for, is missing" ;; esac
		[ ! -e "$f" ] && [ ! -L "$f" ] || fail "$f should not be there"
	done
}
assert_link() { # TARGET LINK
	[ -L "$2" ] || fail "$2 is no symlink"
	assert_equal "$1" "$(readlink "$2")" "target of $2"
}
assert_mode() { assert_equal "$1" "$(stat -c %a "$2")" "mode of $2"; } # OCTAL PATH
assert_content() { # TEXT FILE
	assert_file "$2"
	assert_equal "$1" "$(cat "$2")" "content of $2"
}
assert_match() { # REGEX FILE
	grep -qE -- "$1" "$2" || { sed 's/^/  | /' "$2" >&2; fail "$2 does not match: $1"; }
}
# An empty file proves nothing, unless it is the output of a command.
assert_no_match() { # REGEX FILE
	local rc=0
	[ -s "$2" ] || [ "$2" = stderr ] || fail "$2 is missing or empty: nothing is shown by what it does not match"
	grep -E -- "$1" "$2" >&2 || rc=$?
	[ $rc -eq 1 ] || fail "$2 matches: $1"
}
# Compares two files, or the output of two commands: <(...). Fails if both are empty;
# use `assert_equal` to check that something is empty.
assert_same() { # FILE FILE
	local one=$1 two=$2
	[ -f "$1" ] || { one=$TMPDIR/same.one && cat "$1" >"$one"; }
	[ -f "$2" ] || { two=$TMPDIR/same.two && cat "$2" >"$two"; }
	cmp "$one" "$two" >&2 || { diff "$one" "$two" | head -n 40 >&2 || :; fail "$1 and $2 differ"; }
	[ -s "$one" ] || fail "$1 and $2 are both empty"
}
# Runs a command and checks its exit status; leaves its output in the files
# `stdout` and `stderr` of the current directory.
assert_exit() { # CODE COMMAND...
	local want=$1 rc=0
	shift
	"$@" >stdout 2>stderr || rc=$?
	[ "$rc" -eq "$want" ] || {
		sed 's/^/  out| /' stdout | head -n 60 >&2 || :
		sed 's/^/  err| /' stderr | head -n 60 >&2 || :
		fail "expected exit status $want, got $rc: $*"
	}
}
# Checks that a jq expression is true for a JSON file. If it has several results, each
# must be true; it must have at least one.
assert_json() { # EXPRESSION FILE
	local got
	got=$(jq -c "$1" "$2") || got=error
	[ -n "$got" ] && [ -z "$(grep -vx true <<<"$got" || :)" ] || { head -c 4000 "$2" >&2; fail "$2: not so: $1"; }
}
# Checks that stderr has one line `debslim: ...` that contains all of these words.
assert_says() { # WORD...
	local word
	some "$@"
	for word; do
		grep -qiF -- "$word" stderr || { sed 's/^/  err| /' stderr >&2; fail "the message does not name: $word"; }
	done
}

# Lists a tar, one line for each entry, sorted: name, type, mode, owner, time, link
# target and content, without what a tar cannot express.
tar_list() { python3 "$TESTS/lib/tarlist.py" "$1"; }
# Does the same for a directory; lists owners only on request (a normal user cannot set them).
tree_list() { python3 "$TESTS/lib/tarlist.py" --tree "$1"; }
sha() { sha256sum "$1" | cut -d' ' -f1; }
