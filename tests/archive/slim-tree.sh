#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# slim is what mmdebstrap --variant=apt makes of the same suite, dpkg's database to the byte, but for differences that are written down with reasons.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/chroot.sh"

need_chroot
real=$(apt_root)
assert_exit 0 debslim build --suite "$SUITE" --mirror "$(main_line)" --profile slim -o tree/
python3 "$TESTS/lib/trees.py" tree "$real" >differences
[ -s "$real/var/lib/dpkg/status" ] || fail "no packages there"
# Lines KIND GLOB [@SUITE...] below "# REASON"; each has to be of use in each of its suites, but for
# those with KIND?, which some versions of mmdebstrap do not have.
awk -v suite="$SUITE" '
	function regex(glob) {
		gsub(/[.+()\[\]{}^$|\\]/, "\\\\&", glob)
		gsub(/\*/, ".*", glob)
		gsub(/\?/, ".", glob)
		return "^" glob "$"
	}
	NR == FNR {
		if ($0 == "" || $1 ~ /^#/) next
		if (NF > 2 && !index(" " $0 " ", "@" suite)) next
		n++; may[n] = sub(/\?$/, "", $1); kind[n] = $1; glob[n] = regex($2); line[n] = $0
		next
	}
	{
		found = 0
		for (i = 1; i <= n; i++)
			if ($1 == kind[i] && $2 ~ glob[i]) { used[i] = found = 1 }
		if (!found) print "unexplained:", $0
	}
	END { for (i = 1; i <= n; i++) if (!used[i] && !may[i]) print "no longer so:", line[i] }
' "$TESTS/data/slim.differences" differences >unexplained
assert_equal "" "$(cat unexplained)" "differences"

# All but our own account and what mmdebstrap has for itself is the same in these.
for file in passwd group shadow gshadow; do
	[ -e "$real/etc/$file" ] || continue
	sed '/^nonroot:/d; s/^\([^:]*:[*!]*\):[0-9]*:/\1:DAY:/' "tree/etc/$file" >ours
	sed 's/^\([^:]*:[*!]*\):[0-9]*:/\1:DAY:/' "$real/etc/$file" >theirs
	assert_same ours theirs
done
