# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What a case may claim. Each function ends the case with an explanation.

fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
skip() { printf '%s\n' "$*"; exit 77; }
need() { local tool; for tool; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done; }

assert_equal() { # EXPECTED ACTUAL [WHAT]
	[ "$1" = "$2" ] || fail "${3:-value}: expected '$1', got '$2'"
}
assert_file() { local f; for f; do [ -f "$f" ] || fail "no file $f"; done; } # through links, too
assert_dir() { local f; for f; do [ -d "$f" ] && [ ! -L "$f" ] || fail "no folder $f"; done; }
assert_absent() { local f; for f; do [ ! -e "$f" ] && [ ! -L "$f" ] || fail "$f should not be there"; done; }
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
assert_no_match() { # REGEX FILE
	! grep -E -- "$1" "$2" >&2 || fail "$2 matches: $1"
}
assert_same() { # FILE FILE
	cmp "$1" "$2" >&2 || { diff "$1" "$2" | head -n 40 >&2; fail "$1 and $2 differ"; }
}
# Runs a command and checks its exit status; its output is left in the files
# `stdout` and `stderr` of the current folder.
assert_exit() { # CODE COMMAND...
	local want=$1 rc=0
	shift
	"$@" >stdout 2>stderr || rc=$?
	[ "$rc" -eq "$want" ] || {
		sed 's/^/  out| /' stdout | head -n 60 >&2
		sed 's/^/  err| /' stderr | head -n 60 >&2
		fail "expected exit status $want, got $rc: $*"
	}
}
# A jq expression that must be true of a JSON file, and of each match in it.
assert_json() { # EXPRESSION FILE
	local got
	got=$(jq -c "$1" "$2" | sort -u) || got=error
	[ "$got" = true ] || { head -c 4000 "$2" >&2; fail "$2: not so: $1"; }
}
# The error stands on one line of stderr as `debslim: ...`, and names these.
assert_says() { # WORD...
	local word
	for word; do
		grep -qiF -- "$word" stderr || { sed 's/^/  err| /' stderr >&2; fail "the message does not name: $word"; }
	done
}

# Names, types, modes, owners, times, link targets and contents of a tar,
# sorted, without what a tar does not say: one line for each entry.
tar_list() { python3 "$TESTS/lib/tarlist.py" "$1"; }
# The same for a folder; owners only when told (a normal user cannot set them).
tree_list() { python3 "$TESTS/lib/tarlist.py" --tree "$1"; }
sha() { sha256sum "$1" | cut -d' ' -f1; }
