# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Compiles programs for images of any suite and architecture: with the host's compiler if its
# programs run there, else with clang against the suite's headers and libraries, which debslim
# itself collects. ARCHITECTURE is the host's unless a case sets it.
. "$TESTS/lib/emulate.sh"
. "$TESTS/lib/mirror.sh"

ARCHITECTURE=${ARCHITECTURE:-$(dpkg --print-architecture)}

compile_c() { # SOURCE OUTPUT FLAGS...
	compile_with gcc clang -std=gnu17 "$TESTS/data/programs/$1" "${@:2}"
}
compile_cxx() { # SOURCE OUTPUT FLAGS...
	compile_with g++ clang++ -std=gnu++17 "$TESTS/data/programs/$1" "${@:2}"
}
compile_with() { # GCC CLANG STANDARD SOURCE OUTPUT FLAGS...
	local gcc=$1 clang=$2 command=("$3" -O1 -funwind-tables -Wall -Wextra -o "$5" "$4" "${@:6}") sysroot triplet
	if is_host; then
		"$gcc" "${command[@]}"
		return
	fi
	need clang ld.lld
	sysroot=$(sysroot) || return
	# Not every clang knows where Debian installs files for riscv64.
	triplet=$(triplet_of "$ARCHITECTURE")
	"$clang" --target="$triplet" --sysroot="$sysroot" -isystem "$sysroot/usr/include/$triplet" \
		-B "$sysroot/usr/lib/$triplet" -L "$sysroot/usr/lib/$triplet" "$(linker_of "$ARCHITECTURE")" "${command[@]}"
}
# Tells whether programs that the host compiles run there.
is_host() {
	[ "$ARCHITECTURE" = "$(dpkg --print-architecture)" ] && host_not_newer
}
host_not_newer() {
	local order='bullseye bookworm trixie forky' host
	host=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
	case " $order " in *" $host "*) ;; *) return 1 ;; esac
	case " ${order#*"$host"} " in *" $SUITE "*) return 0 ;; esac
	[ "$host" = "$SUITE" ]
}
linker_of() { # ARCHITECTURE
	case $1 in
	# Debian 12's lld cannot link for these, and its GNU ld for riscv64 cannot read trixie's libc.a.
	riscv64) echo "--ld-path=$(suite_linker)" ;;
	s390x) need "$1-linux-gnu-ld" && echo "--ld-path=$(command -v "$1-linux-gnu-ld")" ;;
	*) echo -fuse-ld=lld ;;
	esac
}
# Prints the path of the suite's cross linker, which debslim collects and its own loader runs.
suite_linker() {
	once "linker-$SUITE-$ARCHITECTURE" make_linker "$TEST_SHARED/linker-$SUITE-$ARCHITECTURE" >&2
	echo "$TEST_SHARED/linker-$SUITE-$ARCHITECTURE/ld"
}
make_linker() { # DIR
	local triplet ld loader
	triplet=$(triplet_of "$ARCHITECTURE")
	mkdir -p "$1"
	(ARCHITECTURE=$(dpkg --print-architecture) && build_anyway "$1/root" --include "binutils-$triplet") || return
	ld=$1/root/usr/bin/$triplet-ld
	loader=$(readelf -lW "$ld" | sed -n 's/.*interpreter: \(.*\)\]/\1/p')
	printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$1/root$loader" \
		"$1/root/usr/lib/$(triplet_of "$(dpkg --print-architecture)")" "$(realpath "$ld")" >"$1/ld"
	chmod +x "$1/ld"
}
# Prints the path of the suite's headers and libraries; cases must not change them.
sysroot() {
	local name=sysroot-$SUITE-$ARCHITECTURE kept=${DEBSLIM_CHROOTS:-/nonexistent}
	if [ -d "$kept/sysroot-$SUITE-$ARCHITECTURE/usr" ]; then
		echo "$kept/sysroot-$SUITE-$ARCHITECTURE"
		return
	fi
	once "$name" make_sysroot "$TEST_SHARED/$name" >&2
	echo "$TEST_SHARED/$name"
}
make_sysroot() { # DIR
	local cxx link target
	case $SUITE in bullseye) cxx=10 ;; bookworm) cxx=12 ;; *) cxx=14 ;; esac
	build_anyway "$1" --raw --include "base-files, libstdc++-$cxx-dev, libssl-dev"
	# The linker would follow an absolute link to a file of the host.
	while IFS=$'\t' read -r link target; do
		ln -sfnr "$1$target" "$link"
	done < <(find "$1" -type l -lname '/*' -printf '%p\t%l\n')
}
