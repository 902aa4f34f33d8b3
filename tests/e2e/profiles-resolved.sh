#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# profiles NAME shows the profile as a build would see it, with file, line and column of each line or the option that it comes from.
. "$TOP/tests/lib/case.sh"

cat >base.profile <<'END'
Profile: base
Inherit: scratch
Packages: friend, alt-one
Rules:
 exclude /usr/share/x/*
Env: LANG=C.UTF-8
 A=1
Suites: bookworm trixie
Architectures: amd64 arm64

Match-Suites: trixie
Packages-Add: only-trixie

Match-Architectures: arm64
Packages-Add: only-arm
END
cat >app.profile <<'END'
Profile: app
Inherit: ./base.profile
Packages-Remove: friend
Packages: alt-two
Env: A=2
Entrypoint: ["/app/app", "with blank"]
END
assert_exit 0 debslim profiles ./app.profile
assert_match '^ alt-one +# ./base.profile:3:19$' stdout
assert_match '^ alt-two +# ./app.profile:4:11$' stdout
assert_match '^ LANG=C.UTF-8 +# ./base.profile:6:6$' stdout
assert_match '^ A=2 +# ./app.profile:5:6$' stdout
assert_match '^ exclude /usr/share/x/\* +# ./base.profile:5:2$' stdout
assert_match '^Profile: app +# ./app.profile:1:10$' stdout
assert_match '^Inherit: base +# ./base.profile:1:10$' stdout
assert_match '^Entrypoint: \["/app/app","with blank"\] +# ./app.profile:6:13$' stdout
assert_match '^Account: nonroot +# .*/scratch.profile:[0-9]+:10$' stdout
assert_match '^Match-Suites: trixie \(not applied\) +# ./base.profile:11:15$' stdout
assert_no_match 'friend|A=1|only-' stdout

assert_exit 0 debslim profiles ./app.profile --suite trixie --arch arm64
assert_match '^ only-trixie +# ./base.profile:12:15$' stdout
assert_match '^ only-arm +# ./base.profile:15:15$' stdout
assert_match '^Match-Architectures: arm64 \(applied\)' stdout
assert_exit 0 debslim profiles ./app.profile:nonroot --suite bookworm --arch amd64
assert_no_match 'only-' stdout
assert_match '^User: 65532 +# .*/scratch.profile:' stdout

assert_exit 0 debslim profiles ./app.profile --include friend --rule docs=keep --path-exclude '/opt/*' \
	--user 1000:0 --home-mode 0770 --env A=3 --label a.b=c --workdir /app --cmd 'x y' --copy ./app.profile:/app/
for line in ' friend +# --include' ' docs=keep +# --rule' ' exclude /opt/\* +# --path-exclude' \
	'User: 1000:0 +# --user' ' Home-Mode: 0770 +# --home-mode' ' A=3 +# --env' ' a.b=c +# --label' \
	'Workdir: /app +# --workdir' 'Cmd: x y +# --cmd' ' Uid: 1000 +# --user' ' Gid: 0 +# --user' 'Account: nonroot +# /.*/scratch.profile:[0-9]+:[0-9]+' \
	'Copy: ./app.profile +# --copy ./app.profile:/app/'; do
	assert_match "^$line\$" stdout
done

# The same for programs.
assert_exit 0 debslim profiles ./app.profile --suite trixie --json --user 1000:0 --env B=3
assert_json '.packages == [{relation: "alt-one", from: "./base.profile:3:19"}, {relation: "only-trixie", from: "./base.profile:12:15"}, {relation: "alt-two", from: "./app.profile:4:11"}]' stdout
assert_json '.config.user == "1000:0" and .places.user == "--user" and .places.env.B == "--env" and .places.env.A == "./app.profile:5:6"' stdout
assert_json '.config.entrypoint == ["/app/app", "with blank"] and .places.entrypoint == "./app.profile:6:13"' stdout
assert_json '[.matches[] | select(.match == "Match-Suites: trixie") | .applied] == [true]' stdout
assert_json '[.accounts[] | select(.user == "nonroot") | del(.places, .primary_group)][0] | . == {user: "nonroot", from: .from, uid: 1000, gid: 0, gecos: "nonroot", home: "/home/nonroot", home_mode: "0700", shell: "/sbin/nologin"}' stdout
