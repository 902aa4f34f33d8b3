#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The tags of slim: who runs what, a shell in /busybox, and otherwise the tree of latest, with which dpkg is content.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

# Without busybox and what names packages.
list() { tree_list "$1" | grep -vE '^(var/lib/dpkg/|busybox|usr/share/doc/busybox-static)' | LC_ALL=C sort; }
plain=$(rootfs slim)
list "$plain" >want
for tag in nonroot debug debug-nonroot; do
	build_anyway "root-$tag" --profile "slim:$tag"
	case $tag in
	*nonroot) assert_json '.config | .user == "65532" and .workdir == "/home/nonroot"' "root-$tag.json" ;;
	*) assert_json '.config | .user == "0" and .workdir == "/"' "root-$tag.json" ;;
	esac
	case $tag in
	debug*)
		assert_json '.config.entrypoint == ["/busybox/sh"]' "root-$tag.json"
		assert_equal 65532 "$(inside "root-$tag" /busybox/sh -c '/busybox/id -u')" "the shell's user"
		;;
	*) assert_json '.config | .cmd == ["/bin/bash"] and .entrypoint == []' "root-$tag.json" ;;
	esac
	list "root-$tag" >got
	assert_same want got
	assert_equal "" "$(inside "root-$tag" /usr/bin/dpkg --audit 2>&1)" "what dpkg --audit says"
	# Its own bash, with or without another shell.
	assert_equal /home/nonroot "$(inside "root-$tag" /bin/bash -c 'echo ~nonroot')"
done
