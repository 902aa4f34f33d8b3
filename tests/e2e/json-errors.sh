#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# With --json a failing run prints its error as one document, for each exit status; what has facts to say has the error among them.
. "$TOP/tests/lib/case.sh"

# The document of an error alone. Its text is what standard error says.
error_is() { # STATUS [JQ]
	assert_json ".schema == 1 and keys_unsorted == [\"schema\", \"error\"] and .error.status == $1" stdout
	assert_json '.error | keys_unsorted == ["status", "text", "hint", "context"]' stdout
	[ -z "${2-}" ] || assert_json "$2" stdout
	grep -qF -- "error: $(jq -r '.error.text | split("\n")[0]' stdout)" stderr || fail "standard error says something else"
}
no_error() { assert_equal "" "$(cat stdout)" "standard output"; }

# 1: a check came out false before there was anything to show.
assert_exit 1 slim plan --json --include friend --exclude alt-one --strict
error_is 1

# 2: wrong options, wherever --json stands; unknown commands; no arguments.
for arguments in '--json plan --no-such-option' 'plan --no-such-option --json' 'no-such-command --json' 'why --json' \
	'build --json -o -' 'plan --json --solver-timeout never' 'check --json /no/such/file' 'cache --json no-such-action'; do
	# shellcheck disable=SC2086
	assert_exit 2 debslim $arguments
	error_is 2
done
assert_exit 2 debslim plan --json --no-such-option
assert_json '.error.hint | type == "string"' stdout
assert_exit 2 debslim plan --no-such-option -- --json
no_error
assert_exit 2 debslim plan --no-such-option
no_error
assert_exit 2 slim plan --json --include no-such-package-anywhere
error_is 2

# 3: no solution.
assert_exit 3 slim plan --json --include wants-missing
error_is 3 '.error.text | contains("no-such-package")'

# 4: an archive that nobody signed; and what a worker process finds, with the places on the way to it.
assert_exit 4 slim build --json --include friend --limit members=1 -o r.tar
error_is 4 '.error | (.context | length) >= 2 and (.context[0] | endswith(".deb")) and .text[:(.context | join(": ") | length)] == (.context | join(": "))'
assert_absent r.tar

# 5: the network.
assert_exit 5 debslim plan --json --mirror 'deb [trusted=yes] http://127.0.0.1:1/ bookworm main' --arch "$ARCH" --include friend
error_is 5

# The places that an error was wrapped with, in their order.
assert_exit 2 slim build --json --include friend -o r.unknown-suffix
error_is 2 '.error.context == ["--output"] and (.error.text | startswith("--output: "))'
assert_exit 2 slim plan --json --include no-such-package-anywhere --no-cut
assert_json '.error.context | type == "array"' stdout

# check: the findings and the error are one document; of several images, that of the image concerned.
mkdir -p root/usr sound/usr
ln -s nowhere root/usr/link
assert_exit 1 debslim check --json root
assert_json '.schema == 1 and (.findings | length) == 1 and .error.status == 1 and (.error.text | contains("/usr/link"))' stdout
assert_exit 0 debslim check --json sound
assert_json 'has("error") | not' stdout
assert_exit 1 debslim check --json sound --allow /nowhere --strict
assert_json '.findings == [] and .error.status == 1' stdout

# By a signal: the document, then the signal. A pipe that nobody reads gets none.
export HTTP_STALL=/pool/big_
http_serve "$(archive_common)"
env --default-signal=TERM "$DEBSLIM" build --json --mirror "$(archive_line "$HTTP_URL")" --include big -o r.tar \
	>stdout 2>stderr &
pid=$!
ON_EXIT+=('[ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null')
for _ in $(seq 600); do
	if grep -q '/pool/big_' "$HTTP_LOG"; then break; fi
	sleep 0.1
done
kill -TERM $pid
rc=0
wait $pid || rc=$?
pid=
assert_equal 143 "$rc" "status after SIGTERM"
keep_json stdout 2 build --json
error_is 2
mkfifo pipe
exec {to}<>pipe 4>pipe {to}<&-
rc=0
env --default-signal=PIPE "$DEBSLIM" plan --json --include no-such-package-anywhere --mirror "$(archive_line)" >&4 2>stderr || rc=$?
exec 4>&-
assert_equal 2 "$rc" "status of an error that nobody reads"
assert_says no-such-package-anywhere
