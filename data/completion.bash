# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Bash completion for debslim(1). Needs nothing but bash.

_debslim_profiles() {
	local name rest
	"$1" profiles 2>/dev/null | while read -r name rest; do echo "$name"; done
}

_debslim_rules() {
	local setting rest
	"$1" rules 2>/dev/null | while read -r setting rest; do [[ $setting != *=* ]] || echo "$setting"; done
}

# The values of an option; false where it takes none.
_debslim_value() { # PROGRAM OPTION CURRENT
	local words
	case $2 in
	-p | --profile)
		if [[ $3 == */* ]]; then # the path of a profile
			compopt -o filenames
			mapfile -t COMPREPLY < <(compgen -f -X '!*.profile' -- "$3"; compgen -d -- "$3")
			return 0
		fi
		words=$(_debslim_profiles "$1") ;;
	-o | --output | spdx | cyclonedx | --ca | --copy | --keyring | --sources | --debs | --packages | --status)
		compopt -o filenames
		mapfile -t COMPREPLY < <(compgen -f -- "$3")
		return 0 ;;
	--pool | --from | --cache-dir)
		compopt -o filenames
		mapfile -t COMPREPLY < <(compgen -d -- "$3")
		return 0 ;;
	--suite) words="bullseye bookworm trixie" ;;
	--arch) words="amd64 arm64 armhf i386 ppc64el riscv64 s390x" ;;
	--layers) words="one package" ;;
	--compress) words="gzip xz zstd none" ;;
	--sbom) words="spdx= cyclonedx=" && compopt -o nospace ;;
	--limit) words="memory= output= members=" && compopt -o nospace ;;
	--rule) words=$(_debslim_rules "$1") ;;
	--providers) words="needed any" ;;
	--compare) words=apt ;;
	--progress | --color) words="auto always never" ;;
	--allow-missing) words="bullseye-updates bullseye-security bookworm-updates bookworm-security trixie-updates trixie-security" ;;
	--include | --exclude | --avoid | --prefer | --path-exclude | --path-include | --mirror | \
		--allow | --user | --home-mode | --workdir | --env | --entrypoint | --cmd | --label | --apt-option | --memory | --solver-timeout | -j | --jobs) return 0 ;;
	*) return 1 ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$3")
	return 0
}

_debslim() {
	local tags="latest nonroot debug debug-nonroot"
	local options="--profile --include --exclude --avoid --prefer --path-exclude --path-include --allow
		--rule --no-cut --no-shell --providers --solver-timeout --all --compare --not --scripts --strict --ca --copy --user --home-mode --workdir --env --entrypoint --cmd --label --raw --suite --arch --mirror --keyring --sources --allow-missing --debs --packages --pool --status --from
		--offline --update --apt-option --output --layers --compress --sbom --sbom-files --attach-sbom --force --memory --limit --simulate
		--json --jobs --cache-dir --quiet --verbose --progress --color --help --version"
	local current=${COMP_WORDS[COMP_CWORD]} at=$((COMP_CWORD - 1)) separator='' command='' word words
	COMPREPLY=()

	# Bash splits words at ":" and "=", too.
	case $current in
	: | =) separator=$current current='' ;;
	*) case ${COMP_WORDS[at]} in : | =) separator=${COMP_WORDS[at]} at=$((at - 1)) ;; esac ;;
	esac
	if [ "$separator" = : ]; then
		# NAME:TAG after --profile, --profile= or the command profiles.
		word=${COMP_WORDS[at - 1]}
		[ "$word" = = ] && word=${COMP_WORDS[at - 2]}
		case $word in
		-p | --profile | profiles) mapfile -t COMPREPLY < <(compgen -W "$tags" -- "$current") ;;
		esac
		return
	fi
	_debslim_value "$1" "${COMP_WORDS[at]}" "$current" && return
	[ -z "$separator" ] || return

	if [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
		return
	fi
	for word in "${COMP_WORDS[@]:1:at}"; do
		case $word in build | plan | why | check | profiles | rules | cache) command=$word && break ;; esac
	done
	case $command in
	'') words="build plan why check profiles rules cache" ;;
	check)
		compopt -o filenames
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		return ;;
	profiles) words=$(_debslim_profiles "$1") ;;
	cache) words=clean ;;
	*) return ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -F _debslim debslim
