# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Builds images of $SUITE for $ARCHITECTURE, even if a mirror's indexes and its Release file are
# from different days. In that case it fetches the index and the packages of the main suite
# one by one.

# Prints the mirror of the host's own release.
debian_uri() {
	apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null |
		sed -n 1p
}

# Prints "--allow-missing" and the name, for each pocket of $SUITE whose indexes for an architecture
# (or several, with commas) do not match its Release file. These are expected exceptions, because
# the program cannot help what a mirror lacks at the moment; any other failure counts.
allow_unsettled() { # [ARCHITECTURES]
	local architectures=${1:-$(dpkg --print-architecture)}
	local shared=$TEST_SHARED/unsettled-$SUITE-$architectures
	once "unsettled-$SUITE-$architectures" find_unsettled "$architectures" "$shared"
	sed 's/^/--allow-missing\n/' "$shared"
}
find_unsettled() { # ARCHITECTURES FILE
	local uri dist architecture size
	: >"$2"
	while read -r uri dist; do
		fetch "${uri}dists/$dist/InRelease" "$2.release" || continue
		for architecture in ${1//,/ }; do
			size=$(awk -v name="main/binary-$architecture/Packages.xz" '$3 == name { print $2; exit }' "$2.release")
			[ -z "$size" ] || { fetch "${uri}dists/$dist/main/binary-$architecture/Packages.xz" "$2.index" &&
				[ "$(stat -c %s "$2.index")" = "$size" ]; } || { echo "$dist" >>"$2"; break; }
		done
	done < <(suite_pockets)
	if [ -s "$2" ]; then echo "expected exceptions for $1: $(paste -s -d ' ' "$2")"; fi
}
# Prints "URI DIST" for each pocket of $SUITE that corresponds to one of the host's sources.
suite_pockets() {
	local host
	# shellcheck disable=SC1091
	host=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
	apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 'Origin: Debian' 2>/dev/null |
		sort -u | sed -n "s/ $host-\\(updates\\|security\\)\$/ $SUITE-\\1/p"
}

# Builds DIR. Writes debslim's JSON output to DIR.json and its messages to DIR.log.
build_anyway() { # DIR OPTIONS...
	build_targets "$1" "${@:2}" -o "$1/"
}
# Builds any targets, with NAME.json and NAME.log; ARCHITECTURE may be several, with commas.
build_targets() { # NAME OPTIONS...
	local name=$1 log=$1.log allowed
	shift
	set -- --suite "$SUITE" --arch "$ARCHITECTURE" "$@"
	mapfile -t allowed < <(allow_unsettled "$ARCHITECTURE")
	debslim build --json "${allowed[@]}" "$@" >"$name.json" 2>"$log" ||
		{ is_out_of_step "$log" && build_bare "$name" "$@"; } || { cat "$log" >&2; fail "no image"; }
}
is_out_of_step() { # LOG
	grep -qE ' 404 |Mirror sync in progress' "$1"
}
build_bare() { # NAME OPTIONS...
	local name=$1 shared=$TEST_SHARED/bare-$SUITE-$ARCHITECTURE plan=() targets=()
	shift
	once "bare-$SUITE-$ARCHITECTURE" fetch_index "$shared" || return
	while [ $# -gt 0 ]; do
		case $1 in
		-o) targets+=("$1" "$2"); shift 2 ;;
		*) plan+=("$1"); shift ;;
		esac
	done
	plan+=(--packages "$shared/Packages")
	# Scripts and data rules may add these packages.
	debslim plan --json "${plan[@]}" --include bash,dash,libc-bin,ncurses-base 2>"$name.log" |
		jq -r 'if type == "array" then .[] else . end | .packages[].package' | sort -u >"$name.names" || return
	once "pool-$SUITE-$ARCHITECTURE-$(sha256sum <"$name.names" | cut -c1-16)" fetch_packages "$shared" "$name.names" || return
	debslim build --json --pool "$shared" "${plan[@]}" "${targets[@]}" >"$name.json" 2>"$name.log"
}
fetch_index() { # SHARED
	local architecture
	mkdir -p "$1"
	for architecture in ${ARCHITECTURE//,/ }; do
		fetch "$(debian_uri)dists/$SUITE/main/binary-$architecture/Packages.xz" "$1/$architecture.xz" || return
	done
	cat "$1"/*.xz | xz -dc >"$1/Packages"
}
fetch_packages() { # SHARED NAMES
	local site file
	site=$(debian_uri)
	while read -r file; do
		[ -e "$1/$file" ] || { mkdir -p "$1/${file%/*}" && fetch "$site$file" "$1/$file"; } || {
			! is_gone "$site$file" || skip "the mirror's index for $ARCHITECTURE names a file that is gone"
			return 1
		}
	done < <(awk -v RS= -F '\n' '
		FNR == NR { for (i = 1; i <= NF; i++) want[$i]; next }
		substr($1, 10) in want { for (i = 1; i <= NF; i++) if (sub(/^Filename: /, "", $i)) print $i }' "$2" "$1/Packages")
}
is_gone() { # URI
	if /usr/lib/apt/apt-helper download-file "$1" "$TMPDIR/gone" >"$TMPDIR/gone.log" 2>&1; then return 1; fi
	grep -q ' 404 ' "$TMPDIR/gone.log"
}
fetch() { # URI FILE: whole or not at all
	/usr/lib/apt/apt-helper download-file "$1" "$2.$$" >/dev/null 2>&1 && mv "$2.$$" "$2"
}
