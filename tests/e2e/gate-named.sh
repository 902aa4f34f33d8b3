#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Commands of Essential packages that a program names by path, or looks for in PATH, are noted if they are not there, with what would bring them.
. "$TOP/tests/lib/case.sh"
need gcc

program() { # NAME BODY
	printf '#include <unistd.h>\n#include <stdio.h>\nint main(int n, char **args) { (void)n; (void)args; %s }\n' "$2" | gcc -x c -o "$1" -
}
program by-path 'return execl("/bin/sh", "sh", "/usr/bin/gzip", "find /bin/sed", "x/bin/tar", (char *)0);'
program by-name 'return execlp(args[1], "gzip", "/usr/local/bin/sort", "/no/bin/tac", (char *)0);'
program no-exec 'return puts("/bin/sh") + puts("gzip");'
options=(--copy by-path:/usr/bin/by-path --copy by-name:/usr/lib/by-name --copy no-exec:/usr/bin/no-exec
	--allow 'library:*' --allow 'program-interpreter:*')

named='[.findings[] | select(.check == "program-command") | "\(.severity) \(.path) \(.missing)"]'
assert_exit 0 slim build --json --include docs-full "${options[@]}" -o tree/
assert_json "$named"' == ["note /usr/bin/by-path /bin/sh", "note /usr/bin/by-path /usr/bin/gzip",
	"note /usr/lib/by-name gzip"]' stdout
assert_says note: "programs, such as /usr/bin/by-path," "--include 'dash, gzip' brings them"
assert_exit 0 slim build -v --include docs-full "${options[@]}" -o tree/
assert_match '/usr/bin/by-path: program-command: names /bin/sh, which is not there, and runs programs; --include dash brings it' stderr

# What is there is not lacking.
assert_exit 0 slim build --json --include docs-full,dash "${options[@]}" -o tree/
assert_json "$named"' | all(contains("/bin/sh") | not)' stdout
assert_exit 0 slim build --include docs-full "${options[@]}" --allow 'program-command:*' -o quiet/
assert_no_match 'programs, such as' stderr
