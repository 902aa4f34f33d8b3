# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Images of $SUITE for $ARCHITECTURE, also where a mirror's indexes and its Release
# file are of different days: then what it has of the release will do, index and
# packages one by one.

# The mirror of the host's own release.
debian_uri() {
	apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null |
		head -n 1
}

# debslim's messages go to standard error; what it says in JSON to DIR.json.
build_anyway() { # DIR OPTIONS...
	local dir=$1 log=$1.log
	shift
	set -- --suite "$SUITE" --arch "$ARCHITECTURE" "$@"
	debslim build --json "$@" -o "$dir/" >"$dir.json" 2>"$log" ||
		{ is_out_of_step "$log" && build_bare "$dir" "$@"; } || { cat "$log" >&2; fail "no image"; }
}
is_out_of_step() { # LOG
	grep -qE ' 404 |Mirror sync in progress' "$1"
}
build_bare() { # DIR OPTIONS...
	local dir=$1 shared=$TEST_SHARED/bare-$SUITE-$ARCHITECTURE
	shift
	once "bare-$SUITE-$ARCHITECTURE" fetch_index "$shared" || return
	set -- "$@" --packages "$shared/Packages.xz"
	# The shells are what scripts may add.
	debslim plan --json "$@" --include bash,dash 2>"$dir.log" | jq -r '.packages[].package' >"$dir.names" || return
	once "pool-$SUITE-$ARCHITECTURE-$(sha256sum <"$dir.names" | cut -c1-16)" fetch_packages "$shared" "$dir.names" || return
	debslim build --json --pool "$shared" "$@" -o "$dir/" >"$dir.json" 2>"$dir.log"
}
fetch_index() { # SHARED
	mkdir -p "$1"
	fetch "$(debian_uri)dists/$SUITE/main/binary-$ARCHITECTURE/Packages.xz" "$1/Packages.xz"
}
fetch_packages() { # SHARED NAMES
	local site file
	site=$(debian_uri)
	while read -r file; do
		[ -e "$1/$file" ] || { mkdir -p "$1/${file%/*}" && fetch "$site$file" "$1/$file"; } || return
	done < <(xz -dc "$1/Packages.xz" | awk -v RS= -F '\n' '
		FNR == NR { for (i = 1; i <= NF; i++) want[$i]; next }
		substr($1, 10) in want { for (i = 1; i <= NF; i++) if (sub(/^Filename: /, "", $i)) print $i }' "$2" -)
}
fetch() { # URI FILE: whole or not at all
	/usr/lib/apt/apt-helper download-file "$1" "$2.$$" >/dev/null 2>&1 && mv "$2.$$" "$2"
}
