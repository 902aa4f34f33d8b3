#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A plan without cuts is proven optimal and no larger than what apt would install on an empty system.
#each: ROOT httpd php-fpm podman redis-server python3-matplotlib cmake chromium java-runtime libreoffice-writer curl
. "$TOP/tests/lib/case.sh"

# apt, with no cache file of the host's and without Recommends.
apt=(-o Dir::State::status=/dev/null -o Dir::Cache::pkgcache="$PWD/pkg.bin" -o Dir::Cache::srcpkgcache="$PWD/src.bin")
apt-cache "${apt[@]}" dumpavail >available
[ -s available ] || skip "the host's apt has no package lists"
apt-get "${apt[@]}" -s -q --no-install-recommends satisfy "$ROOT" >apt.out 2>apt.err ||
	fail "apt: $(tail -n 1 apt.err)"
sed -n 's/^Inst \([^ :]*\).*/\1/p' apt.out >chosen
[ -s chosen ] || fail "apt chose nothing"

# Sizes in bytes; that of the .deb where the index says no other.
theirs=$(awk '
	NR == FNR { chosen[$1]; next }
	/^Package: / { name = $2; size = 0 }
	/^Size: / { deb = $2 }
	/^Installed-Size: / { size = $2 * 1024 }
	/^$/ && name { if (name in chosen) sum += size ? size : deb; name = "" }
	END { if (name in chosen) sum += size ? size : deb; printf "%.0f", sum }' chosen available)

# A cache of its own: the host's lists are read in place.
assert_exit 0 debslim plan --json --no-cut --include "$ROOT" --cache-dir "$PWD/cache"
assert_json '.solver.optimal' stdout
assert_json '.solver.cost == .solver.lower_bound and .solver.cost > 0' stdout
assert_json '.solver.cost == .totals.installed_size' stdout
assert_json ".solver.cost <= $theirs" stdout
