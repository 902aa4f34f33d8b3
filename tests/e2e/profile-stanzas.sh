#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Each field and stanza of a profile of one's own does in the image what the manual page says.
. "$TOP/tests/lib/case.sh"

mkdir -p files/etc/conf.d
echo hello >files/etc/motd
echo one >files/etc/conf.d/one
ln -s one files/etc/conf.d/link
printf '#!/app/none\n' >files/run
chmod 700 files/run
cat >base.profile <<'END'
Profile: base
Inherit: scratch
Packages: friend, alt-one | alt-two, docs-full

Account: app
Uid: 1000
Home: /srv/app
Home-Mode: 0750

Path: /etc/made
Type: file
Content:
 of base
END
cat >app.profile <<'END'
Profile: app
Inherit: ./base.profile
Packages-Remove: alt-two
Packages-Add: enemy-b
Rules:
 exclude /usr/share/doc/*
 include /usr/share/doc/enemy-b/copyright
Label: org.example.vendor=one
Env: A=1
User: app
Workdir: /srv/work
Entrypoint: /app/run --flag
Cmd: ["two words"]

Match-Suites: trixie
Packages-Add: not-here

Match-Suites: bookworm
Match-Architectures: ARCH
Env: B=2

Match-Architectures: m68k
Env: C=3

# Changes what base says, and keeps what it does not name.
Account: app
Home-Mode: 0770
Gid: 0

Account: other
Uid: 2000
Gid: 300
Gecos: Some One
Shell: /bin/sh

Group: render
Gid: 105

Path: /etc/made
Type: symlink
Target: nsswitch.conf

Path: /var/spool/app
Type: directory
Mode: 2775
Uid: 1000
Gid: 105

Path: /etc/not-made
Match-Suites: trixie
Type: directory

Path: /etc/needy
Needs: /etc/nothing
Type: directory

Path: /etc/spare
Unless: /etc/made
Type: directory

Path: /etc/instead
Unless: /etc/instead
Type: directory

Copy: files/etc
To: /etc
Uid: 1000

Copy: files/run
To: /app/
Mode: 0750
END
sed -i "s/ARCH/$ARCH/" app.profile
assert_exit 0 slim build --profile ./app.profile --allow '/app/run' --json -o app.tar
assert_json '[.packages[].package] | sort == ["docs-full", "enemy-b", "friend"]' stdout
assert_json '.config == {user: "app", workdir: "/srv/work", env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "A=1", "B=2"], entrypoint: ["/app/run", "--flag"], cmd: ["two words"], labels: {"org.example.vendor": "one"}}' stdout
mkdir root
tar xf app.tar -C root --no-same-owner
cat >want <<'END'
root:x:0:0:root:/root:/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
app:x:1000:0:app:/srv/app:/sbin/nologin
other:x:2000:300:Some One:/nonexistent:/bin/sh
END
assert_same want root/etc/passwd
# The last is for /etc/shadow, which an image has beside what a profile of one's own lists.
assert_equal 'other:x:300: render:x:105: mail:x:8: shadow:x:42:' "$(tail -n 4 root/etc/group | paste -s -d ' ')" "groups"
assert_no_match '^app:' root/etc/group
assert_link nsswitch.conf root/etc/made
assert_absent root/etc/not-made root/etc/needy root/etc/spare
assert_dir root/etc/instead
assert_content hello root/etc/motd
assert_link one root/etc/conf.d/link
assert_absent root/usr/share/doc/docs-full
python3 - app.tar >got <<'END'
import sys, tarfile
want = "srv/app srv/work var/spool/app etc etc/motd etc/conf.d app/run".split()
for m in tarfile.open(sys.argv[1]):
    n = m.name.strip("/").removeprefix("./")
    if n in want:
        print(n, "%04o" % m.mode, m.uid, m.gid)
END
cat >want <<'END'
app/run 0750 0 0
etc 0755 0 0
etc/conf.d 0755 1000 0
etc/motd 0644 1000 0
srv/app 0770 1000 0
srv/work 0755 0 0
var/spool/app 2775 1000 105
END
assert_same want got
