#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The root, a home directory, their parents and directories of others are never a target; --force replaces the last alone.
. "$TOP/tests/lib/case.sh"

line=$(archive_line)
build() { as_nobody nobody/build/debslim build --mirror "$line" --include friend "$@"; }
mkdir foreign && echo mine >foreign/file
chmod -R a+rwX foreign .
for force in '' --force; do
	# shellcheck disable=SC2086
	for target in / /. // /usr/.. "$PWD/own/home/" "$PWD/own/home/.." "$PWD/own/" /tmp/; do
		assert_exit 2 build $force -o "$target/"
		assert_says "$target/: is " "never replaced"
	done
done
assert_exit 2 build -o foreign/
assert_says foreign
assert_content mine foreign/file
assert_exit 0 build --force -o foreign/
assert_absent foreign/file
assert_file foreign/usr/share/doc/friend/copyright
# A file where a directory should go, and the other way round.
echo mine >file
mkdir -m 777 directory.tar
assert_exit 2 build -o file/
assert_content mine file
assert_exit 2 build -o directory.tar
assert_dir directory.tar
