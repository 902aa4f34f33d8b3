# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Functions for writing the behaviours of a works case, and the container that they run in:
# tests/lib/works-inside makes the namespaces and calls works_run. Only programs of the root
# run inside the container; all other clients and servers are the host's, on the same
# loopback interface.
#
# A behaviour's answer is its standard output. ROOT is the path of the root on the host.

WORKS_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# --- a user of the root ---------------------------------------------------------

account() { # NAME: prints "UID:GID HOME" from the root's /etc/passwd
	awk -F: -v name="$1" '$1 == name { print $3 ":" $4, ($6 == "" ? "/" : $6); found = 1; exit } END { exit !found }' \
		"$ROOT/etc/passwd" 2>/dev/null && return
	[ "$1" != root ] || { echo 0:0 /root; return; }
	case $1 in *[!0-9]*) return 1 ;; *) echo "$1:$1 /" ;; esac
}
groups_of() { # NAME: prints the user's supplementary groups, as numbers
	awk -F: -v name="$1" '$4 != "" && index("," $4 ",", "," name ",") { printf "%s%s", sep, $3; sep = "," }' \
		"$ROOT/etc/group" 2>/dev/null
}

# Sets `command` to a command that runs PROGRAM in the root, and `log` to the path of its log.
command_of() { # [-u USER] [-e NAME=VALUE]... [-d DIR] PROGRAM ARGUMENTS...
	local user=$WORKS_USER dir=/ option ids home groups OPTIND=1
	local -a env=()
	while getopts u:e:d: option; do
		case $option in
		u) user=$OPTARG ;;
		e) env+=("$OPTARG") ;;
		d) dir=$OPTARG ;;
		*) return 2 ;;
		esac
	done
	shift $((OPTIND - 1))
	log=$WORKS_LOGS/${1##*/}.log
	ids=$(account "$user") || { answer "no user $user"; return 1; }
	home=${ids#* } ids=${ids%% *} groups=$(groups_of "$user")
	command=(env -i "PATH=$WORKS_PATH" "HOME=$home" TERM=xterm "${env[@]}")
	[ -z "${WORKS_TRACE-}" ] ||
		command+=(strace -f -qq -A -o "$WORKS_TRACE" -e "trace=%file,connect,bind" -e signal=none)
	command+=("$WORKS_ENTER" "$ROOT${WORKS_RO:+.ro}" "$dir" "$ids" "$groups" "$@")
}
answer() { printf '%s\n' "$*" >&9; } # writes to the behaviour's answer, even from within a pipe

# --- functions for behaviours ---------------------------------------------------

# Runs a program of the root and waits for it; adds a status other than 0 to the answer.
run() { # [-u USER] [-e NAME=VALUE]... [-d DIR] PROGRAM ARGUMENTS...
	local status=0 log
	local -a command
	command_of "$@" || return
	timeout --kill-after=5 "$WORKS_TIMEOUT" "${command[@]}" || status=$?
	[ "$status" -eq 0 ] || answer "status $status"
	return "$status"
}
# Starts a daemon of the root, which ends with the case. Sets DAEMON to its process ID.
start() { # the same
	local log
	local -a command
	command_of "$@" || return
	"${command[@]}" </dev/null > >(cat >>"$log") 2>&1 &
	DAEMON=$!
	WORKS_LOG=$log
}
# Waits until something listens on a TCP port, or until a file exists.
ready() { # PORT|PATH
	local _
	for _ in $(seq $((WORKS_TIMEOUT * 5))); do
		case $1 in
		/*) [ ! -e "$ROOT$1" ] && [ ! -S "$ROOT$1" ] || return 0 ;;
		*) ! listens "$1" || return 0 ;;
		esac
		[ -z "${DAEMON-}" ] || kill -0 "$DAEMON" 2>/dev/null || [ "$_" -lt 25 ] || break
		sleep 0.2
	done
	answer "nothing at $1"
	tail -n 30 "${WORKS_LOG-/dev/null}" >&2
	return 1
}
listens() { # PORT
	awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }' \
		/proc/net/tcp /proc/net/tcp6 2>/dev/null
}
stop() { # [SIGNAL]: ends the last daemon
	local _
	kill "-${1:-TERM}" "${DAEMON-}" 2>/dev/null
	for _ in $(seq 50); do kill -0 "${DAEMON-}" 2>/dev/null && sleep 0.2 || break; done
	kill -KILL "${DAEMON-}" 2>/dev/null # strace waits for its program
	wait "${DAEMON-}" 2>/dev/null
}
# Writes standard input to a file of the root, as the author of an image would.
put() { # [-u OWNER] [-m MODE] PATH
	local owner=0:0 mode=644 option OPTIND=1
	while getopts u:m: option; do
		case $option in
		u) owner=$(account "$OPTARG") || { answer "no user $OPTARG"; return 1; }; owner=${owner%% *} ;;
		m) mode=$OPTARG ;;
		*) return 2 ;;
		esac
	done
	shift $((OPTIND - 1))
	within "$1" && mkdir -p "$ROOT${1%/*}" && cat >"$ROOT$1" && chmod "$mode" "$ROOT$1" && chown "$owner" "$ROOT$1"
}
directory() { # [-u OWNER] [-m MODE] PATH
	local owner=0:0 mode=755 option OPTIND=1
	while getopts u:m: option; do
		case $option in
		u) owner=$(account "$OPTARG") || { answer "no user $OPTARG"; return 1; }; owner=${owner%% *} ;;
		m) mode=$OPTARG ;;
		*) return 2 ;;
		esac
	done
	shift $((OPTIND - 1))
	within "$1" && mkdir -p "$ROOT$1" && chmod "$mode" "$ROOT$1" && chown "$owner" "$ROOT$1"
}
# Rejects a path that leaves the root: the host would follow an absolute link of the root
# to its own files, so that cases must use real paths.
within() { # PATH
	case $(realpath -m "$ROOT$1") in "$ROOT"/*) ;; *) answer "$1 leads out of the root"; return 1 ;; esac
}
# Prints the names of the users that run processes of a program, each once.
owners() { # NAME
	cat /proc/[0-9]*/status 2>/dev/null | awk -v name="$1" '/^Name:/ { is = $2 == name } is && /^Uid:/ { print $2 }' | sort -un |
		awk -F: 'FILENAME != "-" { if (!($3 in user)) user[$3] = $1; next } { print $1 in user ? user[$1] : $1 }' "$ROOT/etc/passwd" -
}
curl() { command curl -q -sS --max-time 20 "$@"; }
works_py() { python3 "$WORKS_LIB/works.py" "$@"; }
ask() { works_py ask "$(address "$1")"; } # PORT|udp:PORT|PATH <QUESTION
tell() { works_py tell "$(address "$1")"; } # udp:PORT|PATH <DATAGRAM
dns() { works_py dns "$@"; } # PORT NAME TYPE
fcgi() { works_py fcgi "$(address "$1")" "$2"; } # PORT|PATH SCRIPT
address() { case $1 in /*) echo "$ROOT$1" ;; *) echo "$1" ;; esac; }
# Starts a server of the host on loopback, for clients of the root.
serve() { # http PORT DIR [CERTIFICATE] | postgres PORT
	works_py "$@" >&2 </dev/null &
	DAEMON='' ready "$2"
}
# Runs a program of the root on a terminal of 80 columns. STEPS are pairs: a pattern to
# wait for and the keys to send then.
terminal() { # [OPTIONS of run] STEPS... -- PROGRAM ARGUMENTS...
	local log
	local -a command options=() steps=()
	while [[ ${1-} == -[ued] ]]; do options+=("$1" "$2"); shift 2; done
	while [ "$1" != -- ]; do steps+=("$1"); shift; done
	command_of "${options[@]}" "${@:2}" || return
	works_py terminal "$ROOT" "${steps[@]}" -- "${command[@]}"
}

# --- the container --------------------------------------------------------------

# Mounts the root as an overlay, so that what a case writes is gone when it ends.
works_mount() { # LOWER DIRECTORY
	mount -t tmpfs -o mode=755 tmpfs "$2" && mkdir "$2/upper" "$2/work" "$2/root" "$2/logs" &&
		mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root"
}
# Mounts what every runtime provides over the image: /dev, /proc, /sys and three files.
works_runtime() {
	local file
	mkdir -p "$ROOT/dev" "$ROOT/proc" "$ROOT/sys" "$ROOT/etc"
	mount -t tmpfs -o mode=755 tmpfs "$ROOT/dev" && mount -t proc proc "$ROOT/proc" &&
		mount -t sysfs -o ro sysfs "$ROOT/sys" && works_devices || return
	printf '127.0.0.1 localhost\n::1 localhost ip6-localhost\n127.0.1.1 works.example.test works\n' >"$WORKS_LOGS/hosts"
	echo works >"$WORKS_LOGS/hostname"
	: >"$WORKS_LOGS/resolv.conf"
	for file in hosts hostname resolv.conf; do
		[ -e "$ROOT/etc/$file" ] || { rm -f "$ROOT/etc/$file" && : >"$ROOT/etc/$file"; }
		mount --bind "$WORKS_LOGS/$file" "$ROOT/etc/$file" || return
	done
}
works_devices() {
	local name major minor
	while read -r name major minor; do
		mknod -m 666 "$ROOT/dev/$name" c "$major" "$minor" || return
	done <<-'END'
		null 1 3
		zero 1 5
		full 1 7
		random 1 8
		urandom 1 9
		tty 5 0
	END
	mkdir "$ROOT/dev/pts" "$ROOT/dev/shm" && ln -s /proc/self/fd "$ROOT/dev/fd" &&
		ln -s /proc/self/fd/0 "$ROOT/dev/stdin" && ln -s /proc/self/fd/1 "$ROOT/dev/stdout" &&
		ln -s /proc/self/fd/2 "$ROOT/dev/stderr" && ln -s pts/ptmx "$ROOT/dev/ptmx" &&
		mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts "$ROOT/dev/pts" &&
		mount -t tmpfs -o mode=1777 tmpfs "$ROOT/dev/shm"
}
# Makes the root read-only except for /run, /tmp and the directories that the case names. Like a
# volume, each starts with the image's content; a directory that the image lacks belongs to root.
works_read_only() { # DIRECTORY...
	local dir
	mount --bind "$ROOT" "$ROOT.ro" || return
	for dir in dev proc sys; do mount --rbind "$ROOT/$dir" "$ROOT.ro/$dir" || return; done
	for dir in etc/hosts etc/hostname etc/resolv.conf; do mount --bind "$ROOT/$dir" "$ROOT.ro/$dir" || return; done
	[ -d "$ROOT/tmp" ] || mkdir -m 1777 "$ROOT/tmp"
	for dir in /run /tmp "$@"; do
		within "$dir" && mkdir -p "$ROOT$dir" && mount --bind "$ROOT$dir" "$ROOT.ro$dir" || return
	done
	mount -o remount,bind,ro "$ROOT.ro"
}

# Runs all behaviours; writes the answer of each to OUT/NUMBER, messages to OUT/NUMBER.err.
works_run() { # CASE OUT LOWER
	local out=$2 number=0
	WORKS_USER=$(works_field "$1" User) WORKS_TIMEOUT=$(works_field "$1" Timeout)
	WORKS_USER=${WORKS_USER:-root} WORKS_TIMEOUT=${WORKS_TIMEOUT:-30}
	WORKS_LOGS=$WORKS_MOUNT/logs ROOT=$WORKS_MOUNT/root
	works_mount "$3" "$WORKS_MOUNT" && works_runtime || return
	if [ "$(works_field "$1" Root)" = read-only ]; then
		# Files that `put` writes belong to the image: they are below the read-only mount.
		mkdir "$ROOT.ro"
		# shellcheck disable=SC2046 # a list of words
		works_read_only $(works_field "$1" Writable) && WORKS_RO=1 || return
	fi
	while [ -n "$(works_behaviour "$1" $((number + 1)) name)" ]; do
		number=$((number + 1))
		works_one "$1" "$number" "$out/$number"
	done
}
works_one() { # CASE NUMBER OUT
	local WORKS_TRACE=${WORKS_WHY:+$3.trace}
	exec 9>"$3"
	eval "$(works_behaviour "$1" "$2" "do")" </dev/null >&9 2>"$3.err"
	exec 9>&-
	tail -n 20 "$WORKS_LOGS"/*.log >>"$3.err" 2>/dev/null
}

# --- the file of a case -----------------------------------------------------------

works_field() { # CASE FIELD
	sed -n "/^\$/q; s/^$2: *//p" "$1"
}
# Prints a part of a behaviour. `== NAME` begins a behaviour; a line `--` begins its expected answer.
works_behaviour() { # CASE NUMBER name|do|say
	awk -v number="$2" -v part="$3" '
		/^== / { n++; say = 0; if (n == number && part == "name") print substr($0, 4); next }
		n != number { next }
		$0 == "--" { say = 1; next }
		part == (say ? "say" : "do") { line[++k] = $0 }
		END { while (k && line[k] == "") k--; for (i = 1; i <= k; i++) print line[i] }' "$1"
}
