#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# plan --all and dose-debcheck call the same packages not installable; all others have a proven smallest closure.
. "$TOP/tests/lib/case.sh"

need dose-debcheck
host=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
[ "$host" = bookworm ] && [ "$ARCH" = amd64 ] || skip "not a bookworm amd64 host: $host $ARCH"

apt-cache -o Dir::State::status=/dev/null dumpavail >available
[ -s available ] || skip "the host's apt has no package lists"
# A cache of its own: the host's lists are read in place.
assert_exit 0 debslim plan --all --no-cut --cache-dir "$PWD/cache"
assert_equal "$(grep -c '^Package:' available)" "$(wc -l <stdout)" "number of packages"

# dose-debcheck ends with 1 where it finds any.
dose-debcheck --deb-native-arch="$ARCH" -f -e available >report 2>dose.err || [ $? -eq 1 ] ||
	fail "dose-debcheck: $(head -n 1 dose.err)"
assert_match '^total-packages: [1-9]' report
awk -f "$TOP/bench/broken" report | sort -u >theirs
sed -n 's/^\([^ ]*\) [^ ]* unsolvable: .*/\1/p' stdout | sort -u >ours
assert_same theirs ours

assert_equal "" "$(sed -e '/ unsolvable: /d' -e '/ optimal$/d' stdout)" "not proven"
