#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What a container image starts is in it, can be executed by the image's user and has its interpreter; else build and check end with 1 and name what is near.
. "$TOP/tests/lib/case.sh"

mkdir app
printf '#!/bin/tool\n' >app/run
printf '#!/nope/sh\n' >app/orphan
printf '#!/usr/bin/env tool\n' >app/by-env
printf '#!/usr/bin/env toll\n' >app/by-bad-env
: >app/plain
chmod 755 app/run app/orphan app/by-env app/by-bad-env
mkdir repo
mkdebs repo/pool <<'P'
Package: tool
Version: 1
Files:
 file /usr/bin/tool 0755 text='a program\n'
 file /usr/bin/private-tool 0750 text='a program\n'
 file /usr/bin/env 0755 text='env\n'
 file /usr/lib/tool/helper 0755 text='a program\n'
 link /usr/bin/linked-tool -> ../lib/tool/helper
P
archive_build repo bookworm
build() { # OPTIONS...
	debslim build --mirror "$(archive_line "$PWD/repo")" --arch "$ARCH" --offline --force --profile scratch --include tool \
		--copy "$PWD/app:/app" --allow 'script-interpreter:*' "$@"
}
# Lists are fetched once, then offline.
debslim plan --mirror "$(archive_line "$PWD/repo")" --arch "$ARCH" --include tool >plan.out

good() { # OPTIONS...
	assert_exit 0 build -o oci:good "$@"
}
bad() { # WORDS OPTIONS...
	local words=$1
	shift
	assert_exit 1 build -o oci:bad "$@"
	assert_says 'entrypoint: ' "$words"
	assert_absent bad
}
# An image that was made in spite of it is found out later.
found_later() { # WORDS OPTIONS...
	local words=$1 target
	shift
	assert_exit 0 build -o oci:bad -o docker-archive:bad.tar:bad:1 --allow 'entrypoint:*' "$@"
	for target in oci:bad docker-archive:bad.tar; do
		assert_exit 1 debslim check --allow 'script-interpreter:*' "$target"
		assert_match "entrypoint: .*$words" stdout
	done
	assert_exit 0 debslim check --allow 'script-interpreter:*' --allow 'entrypoint:*' oci:bad
	rm -r bad bad.tar
}
# None at all, and each way to name a program.
good
good --entrypoint /usr/bin/tool
good --entrypoint /bin/tool
good --entrypoint 'tool --flag'
good --cmd tool
good --entrypoint linked-tool
good --entrypoint /app/run
good --entrypoint /app/by-env
good --entrypoint '["/usr/bin/tool", "a b"]' --cmd /nope/x
good --entrypoint ./run --workdir /app
good --entrypoint app/run
good --entrypoint ../usr/bin/tool --workdir /app
good --entrypoint helper --env PATH=/nope:/usr/lib/tool
good --entrypoint '' --cmd tool
good --entrypoint /usr/bin/private-tool
good --entrypoint /usr/bin/private-tool --user 1000:0

bad 'the entry point (--entrypoint) is not in the image' --entrypoint /nope/x
bad 'did you mean /usr/bin/tool' --entrypoint /nope/tool
bad 'did you mean /usr/bin/tool' --entrypoint /usr/bin/toool
bad 'did you mean /usr/lib/tool/helper' --entrypoint /usr/lib/tool/helpr
bad 'did you mean /usr/bin/tool' --entrypoint toool
bad '/relative: entrypoint: the entry point (--entrypoint) is not a program in PATH' --entrypoint relative
bad 'did you mean /app/run' --entrypoint run
bad 'not a program in PATH' --entrypoint tool --env PATH=/usr/lib/tool
bad '/app/nope: entrypoint' --entrypoint ./nope --workdir /app
bad 'is a directory' --entrypoint /usr/bin
bad 'is a directory' --entrypoint /
bad 'is empty' --entrypoint '[""]'
bad 'is not executable' --entrypoint /app/plain
bad 'ends with a slash' --entrypoint /usr/bin/tool/
bad 'is not in the image' --entrypoint /usr/bin/tool/x
bad 'needs /nope/sh, which is not in the image' --entrypoint /app/orphan
bad 'needs toll, which is not a program in PATH' --entrypoint /app/by-bad-env
bad 'the Cmd (--cmd) is not in the image' --cmd '/bin/sh -c tool'
bad 'cannot be executed by the user 1000' --entrypoint /usr/bin/private-tool --user 1000
bad 'cannot be executed by the user nobody' --entrypoint /usr/bin/private-tool --user nobody
bad 'cannot be reached by the user 1000' --entrypoint /root/run --copy "$PWD/app:/root" --user 1000

found_later 'did you mean /usr/bin/tool' --entrypoint /usr/bin/toool
found_later 'needs /nope/sh' --entrypoint /app/orphan
found_later 'user nobody' --entrypoint /usr/bin/private-tool --user nobody
found_later 'not a program in PATH' --cmd 'nope x' --env PATH=/usr/bin
assert_exit 0 build -o oci:good --entrypoint ./run --workdir /app --user nobody
assert_exit 0 debslim check --allow 'script-interpreter:*' oci:good

# By a profile, which says where.
printf 'Profile: p\nInherit: scratch\nPackages: tool\nEntrypoint: /usr/bin/tol\n' >p.profile
assert_exit 1 debslim build --mirror "$(archive_line "$PWD/repo")" --arch "$ARCH" --profile ./p.profile -o oci-archive:p.tar
assert_says 'p.profile:4:' 'did you mean /usr/bin/tool'
# Only a container image carries the configuration; a base for a program to come says so.
assert_exit 0 build --json --entrypoint /nope/x -o r.tar
assert_json '[.findings[] | select(.check == "entrypoint")] | length == 1 and .[0].severity == "note" and .[0].missing == "/nope/x"' stdout
assert_exit 1 build --json --entrypoint /nope/x -o r.tar -o oci:both
assert_exit 0 build --entrypoint /app/later --allow /app/later -o oci:base
assert_exit 0 build --entrypoint later --allow 'entrypoint:/later' -o oci:base
assert_exit 1 build --entrypoint /app/later --allow 'library:*' -o oci:other
