# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Programs that only the npm registry has: validators and scanners.

# Installs packages at fixed versions, once in a run, and sets NPM_MODULES to the
# directory `node_modules` with them and all that they need (no output: a case that
# cannot have them is skipped from here). Nothing of them is run by this. With
# DEBSLIM_NPM=DIR they stay in DIR for later runs.
npm_packages() { # NAME@VERSION...
	local kept name
	need node npm
	name=npm-$(printf '%s\n' "$@" | sha256sum | cut -c1-16)
	kept=$(realpath -m "${DEBSLIM_NPM:-$TEST_SHARED}")
	if [ ! -e "$kept/$name/complete" ]; then
		once "$name" npm_install "$kept/$name" "$@"
		# `once` counts what cannot be had as done, so that it is asked for once.
		[ ! -e "$TEST_SHARED/$name.why" ] || skip "npm: $(cat "$TEST_SHARED/$name.why")"
	fi
	NPM_MODULES=$kept/$name/node_modules
}
# In its place by a rename, because runs may share DEBSLIM_NPM.
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
		# No name of a registry in what tests print.
		sed 's,https\?://[^ ]*,REGISTRY,g' "$log" >&2
		return 1 ;;
	esac
}
# npm with the settings of the user who runs the tests, whose HOME a case has not.
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
