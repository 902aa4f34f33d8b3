#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An option that has one value and decides the result is never given two; nor do options contradict each other in silence.
. "$TOP/tests/lib/case.sh"

twice() { # OPTION ONE OTHER
	assert_exit 2 debslim plan --include friend "--$1" "$2" "--$1" "$3"
	assert_says "--$1: given twice, as '$2' and as '$3'" "give --$1 once"
	assert_exit 2 debslim plan --include friend "--$1=$2" "--$1=$3"
}
twice profile cc static
twice profile static static:nonroot
twice suite bookworm trixie
twice user 1000 root
twice workdir /a /b
twice entrypoint /a /b
twice cmd a b
twice home-mode 0700 0770
twice layers one package
twice compress zstd:3 zstd:4
twice providers any needed
twice cache-dir a b
twice packages a b
twice pool a b
twice status a b
twice from a b
# By the short name, and in another place.
assert_exit 2 debslim -p cc plan --profile static
assert_says "given twice, as 'cc' and as 'static'"

says() { # WORDS OPTIONS...
	local words=$1
	shift
	assert_exit 2 debslim plan --include friend "$@"
	assert_says "$words"
}
says "--rule: 'gconv' is given two values, 'all' and 'none'" --rule gconv=all --rule gconv=none
says "--rule: 'docs' is given two values, 'keep' and 'drop'" --rule docs=keep,man=keep,docs=drop
says "--env: 'A' is given two values, '1' and '2'" --env A=1 --env B=1 --env A=2
says "--label: 'a.b' is given two values" --label a.b=1 --label a.b=2
says '--prefer friend and --avoid friend' --prefer friend --avoid friend
says '--prefer friend and --exclude friend' --prefer friend --exclude other,friend
says '--exclude friend: --include asks for it' --exclude friend --mirror "$(archive_line)" --arch "$ARCH"
says '--offline and --update' --offline --update

# The same twice is no contradiction, nor is what only says how debslim works.
assert_exit 0 slim plan --profile static --profile static --env A=1 --env A=1 --env B=a=b,c --rule docs=keep --rule docs=keep,man=keep \
	--jobs 1 --jobs 2 --color never --color auto --progress never --progress auto --memory 1G --memory 2G --solver-timeout 1 --solver-timeout 2
