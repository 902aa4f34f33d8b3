#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Options go over the profile's image configuration, which build --json shows; what they cannot be is refused.
. "$TOP/tests/lib/case.sh"

assert_exit 0 slim build --profile static:nonroot --json -o r.tar
assert_json '.config.user == "65532" and .config.workdir == "/home/nonroot" and .config.entrypoint == [] and .config.labels == {}' stdout
assert_json '.config.env | index("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt") != null' stdout
assert_exit 0 slim build --profile scratch --json --env PATH=/bin --env X=a=b --env Y= --label a=1 --label b=ü \
	--entrypoint '["/app", "a b"]' --cmd 'one  two' --workdir /a//b/ --user nobody -o tree/
assert_json '.config == {user: "nobody", workdir: "/a/b", env: ["PATH=/bin", "X=a=b", "Y="], entrypoint: ["/app", "a b"], cmd: ["one", "two"], labels: {a: "1", b: "ü"}}' stdout
# A container cannot make it in a root that is read-only.
assert_mode 755 tree/a/b

# The arguments of another program are not those of this one.
printf 'Profile: p\nInherit: scratch\nEntrypoint: /x\nCmd: --of-x\nWorkdir: /tmp\n' >p.profile
assert_exit 0 slim build --profile ./p.profile --json --entrypoint /y -o r.tar
assert_json '.config.entrypoint == ["/y"] and .config.cmd == [] and .config.workdir == "/tmp"' stdout
assert_exit 0 slim build --profile ./p.profile --json --cmd '' -o r.tar
assert_json '.config.entrypoint == ["/x"] and .config.cmd == []' stdout

refused() { # WORDS OPTIONS...
	local words=$1
	shift
	assert_exit 2 slim plan --profile scratch "$@"
	assert_says "$words"
}
refused "--env: 'X' is not NAME=VALUE" --env X
refused "--env: '=x' is not NAME=VALUE" --env =x
refused "--label: '' is not NAME=VALUE" --label ''
refused 'is not NAME=VALUE' --env "$(printf 'X=\377')"
refused "--workdir: 'app' is not an absolute path" --workdir app
refused "--workdir: '/../x' is not an absolute path" --workdir /../x
refused "--entrypoint: '[1]' is not words, or a JSON array of strings" --entrypoint '[1]'
refused "--cmd: '[\"a\"' is not words" --cmd '["a"'
assert_exit 2 slim build --profile scratch --workdir /etc/nsswitch.conf -o r.tar
assert_says '--workdir: the working directory /etc/nsswitch.conf is no directory in the image'
