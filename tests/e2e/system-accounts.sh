#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# base-passwd's accounts are all in an image, or, where its profile says "used", those that scripts, owners and configuration files name.
. "$TOP/tests/lib/case.sh"

mkdebs pkgs/pool <<'END'
Package: plain
Files:
 file /usr/share/plain/x 0644

Package: configured
Files:
 file /etc/logger.conf 0644 text='$FileOwner root\n$FileGroup adm\n# $FileGroup video\n'
 file /etc/web/envvars 0644 text='export APACHE_RUN_USER=www-data\n'
 file /etc/logrotate.d/logger 0644 text='/var/log/x {\n  su root utmp\n  create 0640 root src\n}\n'
 file /usr/lib/systemd/system/x.service 0644 text='[Service]\nUser=backup\nSupplementaryGroups=dialout\n'
 file /usr/share/dbus-1/system.d/x.conf 0644 text='<policy user="irc"/>\n'
 file /usr/lib/tmpfiles.d/x.conf 0644 text='d /run/x 0755 root disk -\n'
 file /etc/cron.d/x 0644 text='* * * * * list run\n'
 file /etc/words.txt 0644 text='news about games\n'
 file /usr/share/configured/notes 0644 text='user voice\n'

Package: guest
Depends: adduser
Files:
 file /usr/share/guest/x 0644
 script postinst '#!/bin/sh\nset -e\nadduser --system --home /nonexistent --no-create-home guest\nchown guest:nogroup /usr/share/guest/x\n'

Package: adduser
Version: 3.134
Files:
 file /usr/sbin/adduser 0755
END
archive_build pkgs bookworm
own() { debslim "$1" --mirror "$(archive_line "$PWD/pkgs")" --arch "$ARCH" "${@:2}"; }
names() { cut -d: -f1 "$1" | paste -sd ' '; }

assert_exit 0 own build --include plain -o all/
assert_equal 'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc _apt nobody nonroot' \
	"$(names all/etc/passwd)"
assert_match '^root:x:0:0:root:/root:/bin/bash$' all/etc/passwd
assert_match '^nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin$' all/etc/passwd
assert_match '^nogroup:x:65534:$' all/etc/group
assert_no_match '^nobody:' all/etc/group
assert_match '^adm:x:4:$' all/etc/group
# The passwords are where every "x" says; nobody has one.
assert_equal "$(names all/etc/passwd)" "$(names all/etc/shadow)"
assert_no_match '^[^:]*:[^:*!]' all/etc/shadow
assert_mode 640 all/etc/shadow
assert_file all/etc/gshadow
# A number of theirs is theirs.
assert_exit 0 own build --include plain --user 33 -o by-number/
assert_match '^www-data:x:33:33:' by-number/etc/passwd
assert_no_match nonroot by-number/etc/passwd
# The profile goes first: its account has the number, and Debian's is not there.
printf 'Profile: mine\nPackages: plain\n\nAccount: app\nUid: 33\n\nAccount: irc\nUid: 900\n' >mine.profile
assert_exit 0 own build --profile ./mine.profile -o mine/
assert_match '^app:x:33:33:' mine/etc/passwd
assert_match '^irc:x:900:900:' mine/etc/passwd
assert_equal 1 "$(grep -c '^irc:' mine/etc/passwd)"
assert_no_match www-data mine/etc/passwd

# Exact lists stay as they are.
assert_exit 0 own build --profile scratch -o scratch/
assert_equal 'root nobody tty staff nonroot' "$(names scratch/etc/group)"
# With more asked for, what is used comes, in configuration files, too, but not where it is no account.
assert_exit 0 own build --profile scratch --include configured -o used/
assert_equal 'backup irc list nobody nonroot root www-data' "$(names used/etc/passwd | tr ' ' '\n' | sort | paste -sd ' ')"
for group in adm www-data utmp src backup dialout irc disk list; do
	assert_match "^$group:x:" used/etc/group
done
assert_no_match '^(video|news|games|voice|cdrom):' used/etc/group
# The number of nobody has the name that scripts know, too.
assert_exit 0 own build --profile scratch --include guest -o guest/
assert_match '^guest:x:[0-9]+:65534:' guest/etc/passwd
assert_equal 'nobody nogroup' "$(grep ':65534:' guest/etc/group | cut -d: -f1 | paste -sd ' ')"
assert_exit 0 own build --profile scratch --include plain --user www-data -o by-name/
assert_match '^www-data:x:33:33:' by-name/etc/passwd

# The field is shown and checked.
assert_exit 0 debslim profiles scratch
assert_match '^Base-Accounts: used  *# .*scratch.profile:' stdout
assert_exit 0 debslim profiles ./mine.profile --json
assert_json '.base_accounts == "all" and .places.base_accounts == null' stdout
printf 'Profile: mine\nBase-Accounts: some\n' >mine.profile
assert_exit 2 debslim profiles ./mine.profile
assert_says mine.profile:2 'all or used'
