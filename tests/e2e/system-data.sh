#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Data of Essential packages comes with what uses it, in part, unless the user or an exact profile says otherwise.
. "$TOP/tests/lib/case.sh"

need gcc
mkdir data
export TEST_DATA=$PWD/data
echo 'int tgetent(void) { return 0; }' | gcc -shared -Wl,-soname,libtinfo.so.6 -o data/libtinfo.so.6 -x c -
echo 'int tgetent(void); int main(void) { return tgetent(); }' |
	gcc -nostdlib -nostartfiles -Wl,-e,main -o data/terminal -x c - -x none data/libtinfo.so.6
# A library with one function, and a program that calls it.
caller() { # PROGRAM LIBRARY PROTOTYPE CALL
	echo "$3 { return 0; }" | gcc -w -shared -nostdlib -Wl,-soname,libown.so.1 -o "data/$2" -x c -
	echo "$3; int main(void) { return $4 == 0; }" |
		gcc -w -nostdlib -nostartfiles -Wl,-e,main -o "data/$1" -x c - -x none "data/$2"
}
caller speaks liblocale.so.1 'char *setlocale(int a, const char *b)' 'setlocale(6, "")'
caller runs libexec.so.1 'int execl(const char *a, const char *b, ...)' 'execl("/bin/sh", "sh", "-c", "true", (char *)0)'
echo "int nothing;" | gcc -shared -nostdlib -o data/loader -x c -
loader=$(readelf -l data/speaks | sed -n 's/.*interpreter: \(.*\)]/\1/p')
mkdebs pkgs/pool <<END
Package: loader
Architecture: $ARCH
Files:
 file $loader 0755 from=loader

Package: terminal
Architecture: $ARCH
Depends: loader
Files:
 file /usr/bin/terminal 0755 from=terminal
 file /usr/lib/libtinfo.so.6 0644 from=libtinfo.so.6

$(for pair in speaks:liblocale runs:libexec; do
	printf 'Package: %s\nArchitecture: %s\nDepends: loader\nFiles:\n' "${pair%:*}" "$ARCH"
	printf ' file /usr/bin/%s 0755 from=%s\n' "${pair%:*}" "${pair%:*}"
	printf ' file /usr/lib/libown.so.1 0644 from=%s.so.1\n\n' "${pair#*:}"
done)

Package: needs-runs
Depends: runs
Files:
 file /usr/share/needs-runs/x 0644 text='x'

Package: dash
Files:
 file /bin/sh 0755 text='x'
 file /usr/share/dash/x 0644 text='x'

Package: login-like
Files:
 file /etc/pam.d/login-like 0644 text='@include  common-auth\n'

Package: ssh-like
Files:
 file /etc/pam.d/sshd 0644 text='@include common-session\n'

Package: bash
Files:
 file /bin/bash 0755 text='x'
 file /usr/bin/bashbug 0755 text='x'

Package: silent
Files:
 file /etc/pam.d/silent 0644 text='# @include common-auth\nauth required pam_deny.so\n'
 file /usr/share/silent/pam.d/x 0644 text='@include common-auth\n'

Package: ncurses-base
Files:
 file /usr/share/terminfo/x/xterm 0644 text='x'
 file /usr/share/tabset/vt100 0644 text='x'
 file /usr/share/doc/ncurses-base/copyright 0644 text='c\n'

Package: libc-bin
Files:
 file /usr/lib/locale/C.utf8/LC_CTYPE 0644 text='x'
 file /usr/bin/getent 0755 text='x'

Package: libpam-runtime
Files:
 file /usr/share/pam/common-auth 0644 text='auth required pam_permit.so\n'
 file /usr/share/pam-configs/unix 0644 text='x'
 file /etc/pam.d/common-auth 0644 text='auth required pam_permit.so\n'
 file /usr/sbin/pam-auth-update 0755 text='x'
END
archive_build pkgs bookworm
own() { debslim "$1" --mirror "$(archive_line "$PWD/pkgs")" --arch "$ARCH" --allow '*' "${@:2}"; }
names() { jq -r '.packages[].package' stdout | paste -sd ' '; }

assert_exit 0 own build --json --include terminal -o terminal/
assert_equal 'loader ncurses-base terminal' "$(names)"
assert_json '.packages[] | select(.package == "ncurses-base").reason | .kind == "essential" and .by == "terminal" and .relation == "/usr/bin/terminal: libtinfo.so.6"' stdout
assert_says 'ncurses-base is added' /usr/bin/terminal libtinfo.so.6
assert_file terminal/usr/share/terminfo/x/xterm terminal/usr/share/doc/ncurses-base/copyright
assert_absent terminal/usr/share/tabset

assert_exit 0 own build --json --include speaks -o speaks/
assert_equal 'libc-bin loader speaks' "$(names)"
assert_file speaks/usr/lib/locale/C.utf8/LC_CTYPE
assert_absent speaks/usr/bin/getent

# The shell of a program that was asked for by name.
assert_exit 0 own build --json --include runs -o runs/
assert_equal 'dash loader runs' "$(names)"
assert_says 'dash is added: /usr/bin/runs of runs uses /bin/sh'
assert_absent runs/usr/share/dash
assert_exit 0 own build --json --include needs-runs -o needs/
assert_equal 'loader needs-runs runs' "$(names)"

assert_exit 0 own build --json --include login-like -o login/
assert_equal 'libpam-runtime login-like' "$(names)"
assert_file login/etc/pam.d/common-auth
assert_absent login/usr/sbin/pam-auth-update
assert_exit 0 own build --json --include ssh-like -o ssh/
assert_equal 'bash libpam-runtime ssh-like' "$(names)"
assert_absent ssh/usr/bin/bashbug
assert_match '^root:.*:/bin/bash$' ssh/etc/passwd
assert_exit 0 own build --json --include silent -o silent/
assert_equal silent "$(names)"

# Asked for by name, or by a dependency, the package is whole.
assert_exit 0 own build --json --include speaks,libc-bin -o whole/
assert_file whole/usr/bin/getent whole/usr/lib/locale/C.utf8/LC_CTYPE
# The user's word goes first.
assert_exit 0 own build --json --include terminal,speaks --exclude ncurses-base --path-exclude '/usr/lib/locale/*' -o never/
assert_equal 'libc-bin loader speaks terminal' "$(names)"
assert_absent never/usr/share/terminfo never/usr/lib/locale/C.utf8/LC_CTYPE
# So do profiles that list what they have; with more asked for it comes.
printf 'Profile: mine\nBase-Accounts: used\nPackages: terminal, speaks\n' >mine.profile
assert_exit 0 own build --json --profile ./mine.profile -o exact/
assert_equal 'loader speaks terminal' "$(names)"
assert_exit 0 own build --json --profile ./mine.profile --include silent -o more/
assert_equal 'libc-bin loader ncurses-base silent speaks terminal' "$(names)"
