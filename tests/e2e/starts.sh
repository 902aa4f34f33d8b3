#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An interpreter comes in only for a script that can come to run; other scripts are left out, and the user is told.
. "$TOP/tests/lib/case.sh"

mkdir pkgs
mkdebs pkgs/pool <<'END'
Package: dash
Files:
 file /bin/dash 0755 text='x'
 link /bin/sh -> dash

Package: bash
Files:
 file /bin/bash 0755 text='x'

Package: mawk
Files:
 file /usr/bin/mawk 0755 text='x'

Package: sed
Files:
 file /bin/sed 0755 text='x'

Package: perl-base
Files:
 file /usr/bin/perl 0755 text='x'

Package: coreutils
Files:
 file /bin/rm 0755 text='x'
 file /bin/ls 0755 text='x'

# In PATH, and elsewhere: by its path, by its directory, by its name after a variable, not at all.
Package: starts-tool
Files:
 file /usr/bin/starts-tool 0755 text='#!/bin/dash\nlib=/usr/lib/starts\n. /usr/lib/starts-tool/functions\n"$lib/by-name" x\n'
 file /usr/lib/starts-tool/functions 0644 text='exec /usr/lib/starts-tool/by-path\n'
 file /usr/lib/starts-tool/by-path 0755 text='#!/bin/bash\nls /usr/lib/starts-tool/plugins/*\n'
 file /usr/lib/starts-tool/by-name 0755 text='#!/usr/bin/mawk -f\n'
 file /usr/lib/starts-tool/plugins/one 0755 text='#!/bin/sed -f\n'
 file /usr/lib/starts-tool/helper 0755 text='#!/usr/bin/perl\n'
 file /usr/share/starts-tool/node_modules/x/helper 0755 text='#!/usr/bin/nothing\n'

Package: starts-tool-user
Depends: starts-tool
Files:
 file /usr/bin/starts-tool-user 0755 text='x\n'

# Only a unit starts it, and it calls a command on every run.
Package: starts-service
Files:
 file /usr/lib/systemd/system/starts.service 0644 text='[Service]\nEnvironmentFile=/etc/starts/env\nExecStart=-/usr/lib/starts-service/run now\n'
 file /etc/starts/env 0644 text='HOOK=/usr/lib/starts-service/hook\n'
 file /usr/lib/starts-service/run 0755 text='#!/bin/sh\nx=$(sed q /etc/starts/env)\nif true; then rm x; fi\n'
 file /usr/lib/starts-service/hook 0755 text='#!/bin/bash\n'
 file /usr/lib/starts-service/other 0755 text='#!/usr/bin/perl\n'

# Has nothing of its own to start.
Package: starts-meta
Depends: starts-tool
Files:
 file /usr/share/doc/starts-meta/copyright 0644 text='c\n'

# Hooks of others bear the name of the command.
Package: starts-hooks
Files:
 file /usr/bin/starts-hooks 0755 text='x\n"starts-hooks" \n'
 file /etc/if-up.d/starts-hooks 0755 text='#!/bin/sh\n'
 file /usr/bin/dh_starts 0755 text='#!/usr/bin/perl\n'
END
archive_build pkgs bookworm
own() { debslim "$1" --mirror "$(archive_line "$PWD/pkgs")" --arch "$ARCH" "${@:2}"; }
names() { jq -r '.packages[].package' stdout | paste -sd ' '; }
left() { jq -r '.left_out[] | select(.rule == "scripts").paths | keys[]' stdout | paste -sd ' '; }

# A file in PATH of a package that the user named, and what that leads to.
assert_exit 0 own build --json --include starts-tool -o tool/
assert_equal 'bash dash mawk sed starts-tool' "$(names)"
assert_equal '/usr/lib/starts-tool/helper /usr/share/starts-tool/node_modules/x/helper' "$(left)"
assert_absent tool/usr/lib/starts-tool/helper
assert_file tool/usr/lib/starts-tool/by-name
assert_says note: '2 scripts are left out' /usr/lib/starts-tool/helper /usr/bin/perl '--include perl-base'
assert_json '.unstarted[0] == {"path": "/usr/lib/starts-tool/helper", "package": "starts-tool", "interpreter": "/usr/bin/perl", "mend": "--include perl-base"}' stdout
assert_json '.unstarted[1].mend == null' stdout
assert_exit 0 own why /usr/lib/starts-tool/helper --include starts-tool
assert_match 'is left out by the rule scripts; --include perl-base keeps it\.$' stdout
# The interpreter keeps them, and so does the user's word.
assert_exit 0 own build --json --include starts-tool --allow 'script-interpreter:/usr/lib/starts-tool/helper' --force -o tool/
assert_file tool/usr/lib/starts-tool/helper
assert_equal '/usr/share/starts-tool/node_modules/x/helper' "$(left)"
assert_exit 0 own build --json --include 'starts-tool, perl-base' -o tool/
assert_file tool/usr/lib/starts-tool/helper

# Not of a package that only came with it.
assert_exit 0 own build --json --include starts-tool-user -o user/
assert_equal 'starts-tool starts-tool-user' "$(names)"
assert_absent user/usr/bin/starts-tool
# A package that has nothing to start stands for what it depends on.
assert_exit 0 own build --json --include starts-meta -o meta/
assert_equal 'bash dash mawk sed starts-meta starts-tool' "$(names)"

# With an entry point only what can be reached from there.
assert_exit 0 own build --json --include starts-tool,starts-hooks --entrypoint /usr/bin/starts-hooks -o oci:entry
assert_equal 'starts-hooks starts-tool' "$(names)"
assert_exit 0 own build --json --include starts-tool,starts-hooks --entrypoint starts-tool -o oci:other
assert_equal 'bash dash mawk sed starts-hooks starts-tool' "$(names)"
# A shell starts whatever it is told to, and so may a program that is copied in later.
assert_exit 0 own build --json --include starts-tool --entrypoint /app/later -o later.tar
assert_equal 'bash dash mawk sed starts-tool' "$(names)"
assert_exit 0 own build --json --include starts-tool,dash --entrypoint '["/bin/sh", "-c"]' -o oci:shell
assert_equal 'bash dash mawk sed starts-tool' "$(names)"

# A unit starts a script, which calls one command on every run and another on some.
assert_exit 0 own build -v --json --include starts-service -o service/
assert_equal 'bash dash sed starts-service' "$(names)"
assert_json '.packages[] | select(.package == "sed").reason.relation == "/usr/lib/starts-service/run: sed"' stdout
assert_says 'sed is added' /usr/lib/starts-service/run 'calls sed'
assert_match '/usr/lib/starts-service/run: script-command: calls rm' stderr
assert_equal /usr/lib/starts-service/other "$(left)"

# Hooks bear the name of a command without being it; a rule sets aside what is in PATH for others.
assert_exit 0 own build --json --include starts-hooks -o hooks/
assert_equal starts-hooks "$(names)"
assert_equal '/etc/if-up.d/starts-hooks /usr/bin/dh_starts' "$(left)"

# No shell: the message says which file or package wants one.
assert_exit 1 own build --no-shell --include starts-tool -o never/
assert_says --no-shell /usr/bin/starts-tool dash
assert_exit 1 own build --no-shell --include starts-hooks,bash -o never/
assert_says --no-shell bash 'asked for'
assert_exit 1 own plan --no-shell --include starts-hooks,bash
assert_exit 0 own build --no-shell --include starts-hooks -o none/
assert_absent never
