# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Builds an image and the tree to compare it with: the same packages, installed by apt-get and
# dpkg into a Debian of $SUITE that mmdebstrap makes once. The directory WORKS keeps that Debian
# as SUITE.base, and the downloaded packages in SUITE.debs.

real_lib=$(realpath "${BASH_SOURCE[0]%/*}")
digest() { sha256sum | cut -c1-24; }

# Reads the options that tests/works and tests/truth share, and checks for what both need:
#
#   --suite SUITE    use the packages of SUITE instead of the host's own
#   --part N/12      run every twelfth request, starting with the Nth
#   --only NAME,...  run only these requests; --list FILE: those listed in FILE, one per line
#   --keep           keep the trees for the next run, in addition to the results
#   --again          repeat requests that have a result
#
# Environment: BUILD (build), WORKS (build/works), DEBSLIM_TEST_CACHE (downloads of debslim).
# Sets SUITE, only, part, keep and again. Returns 77 if this machine cannot run the tests.
real_begin() { # TOOLS OPTIONS...
	local tool tools=$1
	shift
	export LC_ALL=C.UTF-8
	export PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin:$PATH # the system's own programs come first
	BUILD=$(realpath -m "${BUILD:-build}")
	WORKS=$(realpath -m "${WORKS:-$BUILD/works}")
	XDG_CACHE_HOME=$(realpath -m "${DEBSLIM_TEST_CACHE:-$BUILD/test-cache}")
	real_options "$@"
	[ "$(id -u)" -eq 0 ] || cannot_run "needs root" || return
	for tool in $tools; do
		command -v "$tool" >/dev/null || cannot_run "$tool is not installed" || return
	done
	unshare --mount --net --pid --fork true 2>/dev/null || cannot_run "no namespaces here" || return
	SUITE=${SUITE:-$(works_host_suite)}
	export BUILD WORKS XDG_CACHE_HOME SUITE
	mkdir -p "$WORKS/$SUITE"
}
cannot_run() { echo "$*"; echo; echo "0 passed, 0 failed, 1 skipped"; return 77; } # REASON
real_options() {
	SUITE='' only='' part='' keep='' again=''
	while [ $# -gt 0 ]; do
		case $1 in
		--suite) [ $# -ge 2 ] || real_usage; SUITE=$2; shift ;;
		--part) [[ ${2-} =~ ^([1-9]|1[0-2])/12$ ]] || real_usage; part=${2%/12}; shift ;;
		--only) [ $# -ge 2 ] || real_usage; only=$only,$2; shift ;;
		--list) [ $# -ge 2 ] || real_usage; only=$only,$(grep -v '^#' "$2" | paste -s -d,); shift ;;
		--keep) keep=1 ;;
		--again) again=1 ;;
		*) real_usage ;;
		esac
		shift
	done
}
real_usage() {
	echo "usage: $0 [--suite SUITE] [--part N/12] [--only NAME,...] [--list FILE] [--keep] [--again]" >&2
	exit 2
}
# Filters lines: keeps those of the requested part.
in_part() { awk -v part="$part" 'part == "" || NR % 12 == part % 12'; }

works_host_suite() { . /etc/os-release && echo "${VERSION_CODENAME-}"; }
# Prints the host's Debian sources, including pockets, adapted to the suite.
works_sources() {
	apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
		sed "s/ $(works_host_suite)/ $SUITE/" | sort -u
}
# Prints the host's settings for reaching its archive, as lines of apt.conf(5).
works_aptconf() {
	apt-config dump | sed -n 's/^\(Acquire::\(https\?::Proxy\|Check-Valid-Until\|Check-Date\) ".\+"\);$/\1;/p'
}
# Prints "PACKAGE VERSION" for each installed package, sorted.
works_installed() { # ROOT
	awk '/^Package:/ { name = $2; ok = 0 } /^Status: .* installed$/ { ok = 1 } /^Version:/ && ok { print name, $2 }' "$1/var/lib/dpkg/status" | sort
}
# Prints the installed packages whose version differs from debslim's candidate. There are none
# unless the archive changed between the update of debslim's lists and that of the root's.
works_elsewhere() { # ROOT PLANNED: lines of works_installed
	join <(works_installed "$1") "$2" | awk '$2 != $3 { print $1 ": " $2 " is installed, the image has " $3 }'
}
# Tells whether SUITE.base is the same as a new one would be.
works_base_is_current() {
	local base=$WORKS/$SUITE.base
	[ -d "$base" ] && [ -n "$(find "$base.log" -mmin -1440)" ] || return
	works_planned "$(works_installed "$base" | cut -d ' ' -f 1 | paste -s -d,)" >"$base.planned" &&
		[ -z "$(works_elsewhere "$base" "$base.planned")" ]
}
# Makes SUITE.base if it is missing, older than a day, or made from other lists than debslim's.
works_base() {
	local base=$WORKS/$SUITE.base options=() line
	! works_base_is_current || return 0
	rm -rf --one-file-system "$base" "$base.new"
	# Update debslim's lists now, so that they match those that mmdebstrap fetches.
	"$BUILD/debslim" plan --update --suite "$SUITE" --include dpkg >"$base.log" 2>&1 || { tail -n 20 "$base.log" >&2; return 1; }
	while read -r line; do options+=("--aptopt=${line%;}"); done < <(works_aptconf)
	works_sources >"$base.list"
	# As in debootstrap: start with a merged /usr, so that bookworm does not need usrmerge.
	[ "$SUITE" != bookworm ] || options+=(--include=usr-is-merged --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr)
	[ -s "$base.list" ] || { echo "the host's apt has no lists of Debian" >&2; return 1; }
	unshare --mount mmdebstrap --mode=root --variant=minbase --format=directory --skip=cleanup/apt/lists,cleanup/apt/cache \
		"${options[@]}" "$SUITE" "$base.new" "$base.list" >"$base.log" 2>&1 || { tail -n 20 "$base.log" >&2; return 1; }
	# Prevents packages from starting daemons during installation.
	printf '#!/bin/sh\nexit 101\n' >"$base.new/usr/sbin/policy-rc.d"
	chmod 755 "$base.new/usr/sbin/policy-rc.d"
	mv "$base.new" "$base"
}
# Installs packages over the base; DIR/upper receives the changes.
works_install() { # DIR PACKAGES
	local debs=$WORKS/$SUITE.debs
	mkdir -p "$debs/partial" "$1/upper" "$1/work" "$1/root"
	chown _apt "$debs/partial" 2>/dev/null
	# shellcheck disable=SC2016 # the inner shell expands these
	debs=$debs base=$WORKS/$SUITE.base unshare --mount --pid --ipc --uts --fork --kill-child --mount-proc bash -euc '
		dir=$1 packages=$2
		mount -t overlay overlay -o "lowerdir=$base,upperdir=$dir/upper,workdir=$dir/work,volatile" "$dir/root"
		cd "$dir/root"
		mount --bind "$debs" var/cache/apt/archives
		mount -t proc proc proc
		mount --rbind /dev dev
		[ ! -e /etc/resolv.conf ] || { : >>etc/resolv.conf; mount --bind /etc/resolv.conf etc/resolv.conf; }
		install="env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C
			chroot . apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 -o APT::Keep-Downloaded-Packages=1 -o Dpkg::Options::=--force-unsafe-io
			-o Debug::NoLocking=1"
		flock "$debs.lock" $install --download-only install $packages
		hostname works
		exec unshare --net sh -c "ip link set lo up; exec \"\$@\"" - $install install $packages' bash "$1" "${2//,/}" >"$1/log" 2>&1 </dev/null ||
		{ tail -n 20 "$1/log" >&2; return 1; }
}
# Makes NAME.real-tree unless it is up to date; `versions` is the result of plan_versions.
real_tree() { # NAME PACKAGES
	local tree=$WORKS/$SUITE/$1.real-tree other
	[ "$(cat "$tree/done" 2>/dev/null)" != "$2 $versions" ] || return 0
	rm -rf --one-file-system "$tree"
	mkdir -p "$tree" && works_install "$tree" "$2" || return
	works_planned "$2" >"$tree/planned"
	other=$(works_elsewhere "$tree/upper" "$tree/planned")
	[ -z "$other" ] || { printf 'the archive has changed meanwhile; run again\n%s\n' "$other" >&2; rm -f "$WORKS/$SUITE.base.log"; return 1; }
	echo "$2 $versions" >"$tree/done"
}
# Runs debslim with --json and validates its document.
real_json() { # FILE ARGUMENTS...
	local rc=0 record
	record=$(mktemp -d)
	"$BUILD/debslim" "${@:2}" >"$record/run" || rc=$?
	printf '%s\n' "$rc" "${@:2}" >"$record/run.run"
	cp "$record/run" "$1"
	python3 "$real_lib/json_check.py" "$real_lib/../../data/schemas" "$record" >&2 || rc=99
	rm -r "$record"
	return "$rc"
}
# Prints "PACKAGE VERSION" for each of debslim's candidates, sorted.
works_planned() { # PACKAGES
	local plan
	plan=$(mktemp)
	real_json "$plan" plan --json --suite "$SUITE" --include "$1" 2>/dev/null
	jq -r '.packages[] | .package + " " + .version' "$plan" | sort
	rm "$plan"
}
# Prints a digest of what both trees depend on: the request's package versions and the base.
plan_versions() { # PACKAGES
	{ works_planned "$1" && works_installed "$WORKS/$SUITE.base"; } | digest
}
product_digest() { { sha256sum "$BUILD/debslim"; find data -type f | sort | xargs sha256sum; } | digest; }
# Builds the image and TREE.report.json. If the gate refuses the image, saves that report as
# TREE.refused.json and builds the image anyway. `product` is the result of product_digest.
image_tree() { # TREE PACKAGES
	local options=(--json --suite "$SUITE" --include "$2" -o "$1/")
	[ "$(cat "$1.done" 2>/dev/null)" != "$product $versions" ] || [ ! -d "$1" ] || return 0
	rm -rf --one-file-system "$1" "$1".*
	if ! real_json "$1.report.json" build "${options[@]}" 2>"$1.log"; then
		mv "$1.report.json" "$1.refused.json"
		real_json "$1.report.json" build "${options[@]}" --allow 'dangling-link:*' 2>>"$1.log" ||
			real_json "$1.report.json" build "${options[@]}" --allow '*' 2>>"$1.log" ||
			{ tail -n 5 "$1.log" >&2; return 1; }
	fi
	echo "$product $versions" >"$1.done"
}
# Prints the bytes of a root's regular files, counting each file once, without apt's lists and cache.
works_size() { # LOWER: upper and base, with a colon, or one directory
	# shellcheck disable=SC2016
	unshare --mount bash -euc '
		case $1 in
		*:*) mount -t overlay overlay -o "ro,lowerdir=$1" "$2"; cd "$2" ;;
		*) cd "$1" ;;
		esac
		find . -xdev \( -path ./var/lib/apt/lists -o -path ./var/cache/apt \) -prune -o -type f -printf "%i %s\n" |
			sort -u | awk "{ n += \$2 } END { print n + 0 }"' bash "$1" "${2-}"
}
