# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Builds a small signed archive from the descriptions in tests/data/packages
# (lib/deb.py explains their format).

TEST_DATA=$TESTS/data
export TEST_DATA
ARCH=$(dpkg --print-architecture)

mkdebs() { python3 "$TESTS/lib/deb.py" "$1"; } # DIRECTORY < DESCRIPTIONS

# Runs a command once for all cases of a run, which may run in parallel.
once() { # NAME COMMAND...
	local name=$1
	shift
	(
		flock 9
		[ -e "$TEST_SHARED/$name.done" ] || { "$@" >&2 && : >"$TEST_SHARED/$name.done"; }
	) 9>"$TEST_SHARED/$name.lock" || { was_skipped && skip; } || fail "cannot make $name"
}

# Temporary keys: `archive` signs the archive, `stranger` is not trusted.
make_keys() {
	local who
	mkdir -m 700 "$TEST_SHARED/gpg"
	for who in archive stranger; do
		gpg --homedir "$TEST_SHARED/gpg" --batch --quiet --passphrase '' \
			--quick-gen-key "$who <$who@example.org>" ed25519 sign never
		gpg --homedir "$TEST_SHARED/gpg" --batch --export "$who@example.org" >"$TEST_SHARED/$who.gpg"
	done
}
archive_key() { once keys make_keys; echo "$TEST_SHARED/${1:-archive}.gpg"; }

# Makes the index of DIR/pool for a suite, and signs it unless KEY is "none".
archive_build() { # DIR SUITE [KEY [POOL]]
	local dists=$1/dists/$2 index
	archive_key >/dev/null
	index=$dists/main/binary-$ARCH
	mkdir -p "$index"
	rm -f "$dists"/*Release*
	(cd "$1" && apt-ftparchive packages "${4:-pool}") >"$index/Packages"
	xz -1 -k -f "$index/Packages"
	gzip -n -1 -k -f "$index/Packages"
	apt-ftparchive -o APT::FTPArchive::Release::Origin=Test -o APT::FTPArchive::Release::Label=Test \
		-o APT::FTPArchive::Release::Suite="$2" -o APT::FTPArchive::Release::Codename="$2" \
		-o APT::FTPArchive::Release::Architectures="$ARCH" \
		-o APT::FTPArchive::Release::Components=main release "$dists" >"$TMPDIR/Release.$2"
	mv "$TMPDIR/Release.$2" "$dists/Release"
	[ "${3-}" = none ] || archive_sign "$dists" "${3:-archive}"
}
archive_sign() { # DISTS KEY
	(
		flock 8
		gpg --homedir "$TEST_SHARED/gpg" --batch --yes --quiet -u "$2@example.org" \
			--clearsign -o "$1/InRelease" "$1/Release"
		gpg --homedir "$TEST_SHARED/gpg" --batch --yes --quiet -u "$2@example.org" \
			--armor --detach-sign -o "$1/Release.gpg" "$1/Release"
	) 8>"$TEST_SHARED/gpg.lock"
}

# The archive that most cases use. It has the name of a Debian release, because
# each profile lists the releases that it supports.
make_common() {
	cat "$TESTS"/data/packages/*.packages | mkdebs "$TEST_SHARED/archive/pool"
	archive_build "$TEST_SHARED/archive" bookworm
}
archive_common() { once archive make_common; echo "$TEST_SHARED/archive"; }

# Prints the line for sources.list.
archive_line() { # [DIR-OR-URI [SUITE]]
	local where=${1:-$(archive_common)}
	case $where in *:*) ;; *) where=file:$where ;; esac
	echo "deb [signed-by=$(archive_key)] $where ${2:-bookworm} main"
}
# Makes a private copy. Its files are more than a second older than any made later, because web
# servers report times in whole seconds.
archive_copy() { # DIR
	cp -r "$(archive_common)" "$1"
	find "$1" -exec touch -d '1 hour ago' {} +
}

# Runs debslim with the common archive as its only source.
slim() { # COMMAND ARGUMENTS...
	local command=$1
	shift
	debslim "$command" --mirror "$(archive_line)" --arch "$ARCH" "$@"
}

# Serves a directory on the loopback interface while the case runs, for a few minutes at most.
# Sets HTTP_URL; the server logs its requests in HTTP_LOG.
http_serve() { # DIR
	HTTP_LOG=$TMPDIR/http.log
	rm -f "$TMPDIR/http.port"
	python3 "$TESTS/lib/httpd.py" "$1" "$TMPDIR/http.port" "$HTTP_LOG" &
	ON_EXIT+=("kill $! 2>/dev/null")
	local n=0
	until [ -s "$TMPDIR/http.port" ]; do
		n=$((n + 1))
		[ $n -lt 200 ] || fail "the test's web server does not start"
		sleep 0.05
	done
	HTTP_URL=http://127.0.0.1:$(cat "$TMPDIR/http.port")
	export HTTP_URL HTTP_LOG
}

# Prints the package names of a plan, sorted, on one line.
planned() { # RELATIONS [OPTIONS...]
	local include=$1
	shift
	slim plan --json --include "$include" "$@" >plan.json 2>plan.err ||
		{ cat plan.err >&2; fail "no plan for: $include"; }
	jq -r '.packages[].package' plan.json | LC_ALL=C sort | paste -s -d ' '
}

# Runs a command as an unprivileged user, or directly if the caller already is one. Copies the
# program to where that user can read it; sets `own` to a directory that the user owns.
as_nobody() { # COMMAND...
	if [ ! -d nobody ]; then
		mkdir -p nobody/build own own/home own/cache own/tmp
		cp "$DEBSLIM" nobody/build/debslim
		cp -r "$TOP/data" nobody/data
		chmod -R a+rX nobody
		if [ "$(id -u)" -eq 0 ]; then chown -R 65534:65534 own; fi
	fi
	local user=()
	if [ "$(id -u)" -eq 0 ]; then
		need setpriv
		user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
	fi
	env HOME="$PWD/own/home" XDG_CACHE_HOME="$PWD/own/cache" TMPDIR="$PWD/own/tmp" \
		"${user[@]}" "$@"
}
