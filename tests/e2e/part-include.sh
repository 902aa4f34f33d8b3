#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A package that --include asks for, in whatever form of a relation, is whole though a Part cuts it; one that is only depended on is not.
. "$TOP/tests/lib/case.sh"

mkdir repo
mkdebs repo/pool <<'P'
Package: cut
Version: 1.0-1
Provides: virtual-cut, real-one
Files:
 file /usr/bin/cut-kept 0755 text='kept\n'
 file /usr/bin/cut-dropped 0755 text='dropped\n'

Package: uncut
Version: 1.0-1
Files:
 file /usr/bin/uncut 0755 text='uncut\n'

Package: real-one
Version: 1.0-1
Files:
 file /usr/bin/real-one 0755 text='real\n'

Package: cut-longer
Version: 1.0-1
Depends: cut
Files:
 file /usr/bin/cut-longer 0755 text='longer\n'
P
archive_build repo bookworm
repo() { debslim build --mirror "$(archive_line "$PWD/repo")" --arch "$ARCH" --force -o tree/ "$@"; }
printf 'Profile: p\nInherit: scratch\nPackages: cut\n\nPart: cut\nKeep: /usr/bin/cut-kept\n' >p.profile

is_cut() { # OPTIONS...
	assert_exit 0 repo --profile ./p.profile "$@"
	assert_file tree/usr/bin/cut-kept
	assert_absent tree/usr/bin/cut-dropped
}
is_whole() { # RELATION
	assert_exit 0 repo --profile ./p.profile --include "$1"
	assert_file tree/usr/bin/cut-kept
	[ -e tree/usr/bin/cut-dropped ] || fail "--include '$1' does not bring the whole package"
}
is_cut
for relation in cut 'cut=1.0-1' cut/bookworm "cut:$ARCH" cut:any 'cut (>= 1)' 'cut(>=1)' 'cut (= 1.0-1)' \
	'no-such | cut' 'cut | uncut' 'uncut, cut' "cut [$ARCH]" ' cut ' virtual-cut 'uncut, cut (>= 1) | virtual-cut'; do
	is_whole "$relation"
done
# Other packages, whatever their names and whatever `cut` provides.
is_cut --include uncut
is_cut --include cut-longer
is_cut --include real-one
is_cut --include "uncut, cut [!$ARCH]"
