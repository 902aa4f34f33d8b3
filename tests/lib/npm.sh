# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Programs that are only available from the npm registry: validators and scanners.

# Installs packages at fixed versions, once in a run, and sets NPM_MODULES to the directory
# `node_modules` with them and their dependencies. It prints nothing, because it skips the case
# if the packages are not available. It does not run any of their code. With DEBSLIM_NPM=DIR
# they are kept in DIR for later runs.
npm_packages() { # NAME@VERSION...
	local kept name
	need node npm
	name=npm-$(printf '%s\n' "$@" | sha256sum | cut -c1-16)
	kept=$(realpath -m "${DEBSLIM_NPM:-$TEST_SHARED}")
	if [ ! -e "$kept/$name/complete" ]; then
		once "$name" npm_install "$kept/$name" "$@"
		# A package that is not available counts as done for `once`, so that only one attempt is made.
		[ ! -e "$TEST_SHARED/$name.why" ] || skip "npm: $(cat "$TEST_SHARED/$name.why")"
	fi
	NPM_MODULES=$kept/$name/node_modules
}
# Renames the finished directory into place, because runs may share DEBSLIM_NPM.
npm_install() { # DIR NAME@VERSION...
	local dir=$1 made log=$TMPDIR/npm.log code
	shift
	mkdir -p "${dir%/*}"
	made=$(mktemp -d "$dir.XXXXXX")
	if npm_quiet install --prefix "$made" --ignore-scripts --no-save "$@" >"$log" 2>&1; then
		: >"$made/complete"
		mv -T "$made" "$dir" 2>/dev/null || [ -e "$dir/complete" ]
		return
	fi
	rm -rf "$made"
	code=$(sed -n 's/^npm \(ERR!\|error\) code //p' "$log" | head -n 1)
	case $code in
	ENOTFOUND | EAI_AGAIN | ECONN* | ENET* | EHOST* | *TIMEDOUT | *TIMEOUT | E40[1345] | E5?? | ETARGET | *CERT* | *SIGNATURE*)
		echo "no access to $* ($code)" >"$TEST_SHARED/${dir##*/}.why" ;;
	*)
		# The output of the tests must not name a registry.
		sed 's,https\?://[^ ]*,REGISTRY,g' "$log" >&2
		return 1 ;;
	esac
}
# Runs npm with the settings of the user who runs the tests, since a case has its own HOME.
npm_quiet() {
	local home
	home=$(getent passwd "$(id -u)" | cut -d: -f6)
	NPM_CONFIG_USERCONFIG=${NPM_CONFIG_USERCONFIG:-$home/.npmrc} npm --no-audit --no-fund --no-update-notifier \
		--fetch-retries=1 --fetch-timeout=60000 --loglevel=error "$@" </dev/null
}
need_node() { # MAJOR VERSION
	need node
	local have
	have=$(node -p 'process.versions.node.split(".")[0]')
	[ "$have" -ge "$1" ] || skip "node is $have, not $1 or later"
}
