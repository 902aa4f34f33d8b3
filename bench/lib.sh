# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Common parts of the benchmarks: options, the program, apt's view of the same lists.
set -euo pipefail
export LC_ALL=C.UTF-8
BENCH=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
DEBSLIM=$(realpath -m "${BUILD:-$BENCH/../build}")/debslim
SUITE=

fail() { printf '%s\n' "${0##*/}: $*" >&2; exit 2; }
note() { printf '%s\n' "$*" >&2; }

while [ $# -gt 0 ]; do
	case $1 in
	--suite) [ $# -ge 2 ] || fail "--suite wants a name"; SUITE=$2; shift ;;
	--suite=*) SUITE=${1#--suite=} ;;
	*) echo "usage: bench/${0##*/} [--suite NAME]" >&2; exit 2 ;;
	esac
	shift
done
[ -x "$DEBSLIM" ] || fail "$DEBSLIM is not built"
for tool in apt-get apt-cache jq python3; do
	command -v "$tool" >/dev/null || fail "$tool is not installed"
done

work=$(mktemp -d "${TMPDIR:-/tmp}/debslim-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
# Start with an empty cache, so that this run made everything in it.
export XDG_CACHE_HOME=$work/cache
mkdir "$XDG_CACHE_HOME"

# Configures a separate apt for another suite, with the host's sources for its own release adapted.
use_suite() { # NAME
	local host file
	host=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
	[ -n "$host" ] || fail "the host's release is not known"
	mkdir -p "$work/apt/sources.list.d" "$work/apt/lists/partial"
	for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
		grep -qE "[[:space:]]$host([-/[:space:]]|\$)" "$file" 2>/dev/null || continue
		sed -E "s/([[:space:]])$host([-/[:space:]]|\$)/\1$1\2/g" "$file" >"$work/apt/sources.list.d/${file##*/}"
	done
	printf '%s\n' "Dir::Etc::sourcelist \"$work/apt/sources.list\";" \
		"Dir::Etc::sourceparts \"$work/apt/sources.list.d\";" \
		"Dir::State::lists \"$work/apt/lists\";" >"$work/apt/apt.conf"
	export APT_CONFIG=$work/apt/apt.conf
	note "fetching the lists of $1"
	apt-get -q update >/dev/null
}
[ -z "$SUITE" ] || use_suite "$SUITE"

# Name apt's cache files explicitly, because containers often disable them.
gencaches() { # COMMAND...: makes apt's cache; the time this takes is the unit of the benchmarks
	"$@" apt-cache -q gencaches -o Dir::Cache::pkgcache="$work/pkg.bin" -o Dir::Cache::srcpkgcache="$work/src.bin"
}

# Options that make apt assume that nothing is installed.
empty=(-o Dir::State::status=/dev/null -o Dir::Cache::pkgcache="$work/empty-pkg.bin"
	-o Dir::Cache::srcpkgcache="$work/empty-src.bin")

# Prints the CPU time of gencaches without existing caches, as the median of several runs.
unit_of() { # RUNS
	local i
	for ((i = 0; i < $1; i++)); do
		rm -f "$work/pkg.bin" "$work/src.bin"
		gencaches "$BENCH/measure" 1
	done | sort -n | awk '{ ms[NR] = $1 } END { print ms[int((NR + 1) / 2)] }'
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }
verdict() { awk -v a="$1" -v b="$2" 'BEGIN { print (a <= b ? "reached" : "missed") }'; } # VALUE GOAL

where() {
	printf '%s, %s, apt %s, %s, %s packages\n' "${SUITE:-host release}" "$(dpkg --print-architecture)" \
		"$(dpkg-query -W -f '${Version}' apt)" "$("$DEBSLIM" --version | head -n 1)" \
		"$(apt-cache "${empty[@]}" dumpavail | grep -c '^Package:')"
}
