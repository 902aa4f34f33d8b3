#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A local repository is read and verified again when, and only when, one of its files or an option of the run has changed.
. "$TOP/tests/lib/case.sh"

echo 'Package: app
Version: 1.0' | mkdebs site/pool
archive_build site bookworm
line=$(archive_line "$PWD/site")
plan() { debslim plan --mirror "$line" --arch "$ARCH" --include app "$@"; }
# apt writes InRelease into its lists when it has verified it; a sealed stamp stands for that.
stamp() { stat -c '%i %y %z' "$XDG_CACHE_HOME"/debslim/apt/stamp-*; }
unchanged() {
	local before
	before=$(stamp)
	assert_exit 0 plan "$@"
	assert_equal "$before" "$(stamp)" 'the stamp of lists that are read again'
}
changed() { # STATUS OPTIONS...
	local want=$1 before
	shift
	before=$(stamp)
	assert_exit "$want" plan "$@"
	[ "$before" != "$(stamp 2>/dev/null || :)" ] || fail "not read again: $*"
}
assert_exit 0 plan
unchanged
unchanged --offline
changed 0 --update
# Other files of the same repository do not count; an index does, though its size and time are the same.
touch site/pool/other
unchanged
index=site/dists/bookworm/main/binary-$ARCH/Packages
[ -e "$index" ] || index=$(echo "$index".*)
touch -r "$index" time
printf U | dd of="$index" bs=1 seek=20 conv=notrunc status=none
touch -r time "$index"
# It is not what the Release file says any more.
changed 4
# A new version, and what is not verified with this option is not taken without it.
echo 'Package: app
Version: 2.0' | mkdebs site/pool
archive_build site bookworm
assert_exit 0 plan
assert_match '^app +2\.0 ' stdout
sed -i 's/^Date: .*/&\nValid-Until: Mon, 01 Jan 2024 00:00:00 UTC/' site/dists/bookworm/Release
archive_sign site/dists/bookworm archive
assert_exit 0 plan --apt-option Acquire::Check-Valid-Until=false
unchanged --apt-option Acquire::Check-Valid-Until=false
changed 4
# Without its Release the repository is gone.
rm site/dists/bookworm/*Release*
assert_exit 2 plan --apt-option Acquire::Check-Valid-Until=false

# What there is to say of a repository is said in each run.
for name in one two; do
	echo 'Package: app' | mkdebs $name/pool
	archive_build $name $name
	archive_line "$PWD/$name" $name >>s.list
done
rm -r two/dists/two/main
sed -i -e 's/^Architectures: .*/Architectures: sparc/' -e "s,main/binary-$ARCH/,main/binary-sparc/," two/dists/two/Release
archive_sign two/dists/two archive
for run in 1 2; do
	assert_exit 0 debslim plan --sources s.list --arch "$ARCH" --include app --cache-dir lists
	assert_says "two: nothing for $ARCH"
done
