#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# In a user namespace with a single id a tar and an OCI image come out as elsewhere, from a cold cache; a directory does with one message about owners.
. "$TOP/tests/lib/case.sh"
need unshare

as_nobody true
as_nobody unshare -r true 2>reason || skip "no user namespaces: $(cat reason)"
http_serve "$(archive_common)"
line=$(archive_line "$HTTP_URL")
include=docs-full,modes,names
debslim build --mirror "$line" --profile scratch --include $include -o want.tar -o oci:want
within() { # CACHE TARGET
	assert_exit 0 as_nobody env XDG_CACHE_HOME="$PWD/own/$1" unshare -r nobody/build/debslim build \
		--mirror "$line" --profile scratch --include $include -o "$2"
}
within tar own/r.tar
assert_same want.tar own/r.tar
assert_no_match 'warning|error' stderr
within oci oci:own/image
assert_same want/index.json own/image/index.json
within dir own/tree/
assert_equal 1 "$(grep -c 'chown.*user namespace' stderr)" "messages about chown"
# A file meant for another owner is not set-user-ID for root instead.
find own/tree -type f -perm /6000 -printf '%P\n' >got
tar -tvf want.tar | awk '$1 ~ /^-..[sS]|^-.....[sS]/ && $2 == "0/0" || $1 ~ /^-..[sS]|^-.....[sS]/ && $2 == "root/root" { print $6 }' |
	sed 's,^\./,,' >expected
assert_same <(sort expected) <(sort got)
within dir own/tree/
