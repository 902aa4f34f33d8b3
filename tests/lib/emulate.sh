# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Architectures: the names that other tools use for them, and emulators for their programs.

emulator_of() { # ARCHITECTURE: qemu's name for it, or nothing if the host can run it
	case $(dpkg --print-architecture)/$1 in
	*/amd64) [ "$(uname -m)" != x86_64 ] || return 0 ;;
	*/i386) ! runs_i386 || return 0 ;;
	esac
	case $1 in
	"$(dpkg --print-architecture)") ;;
	amd64) echo x86_64 ;;
	arm64) echo aarch64 ;;
	armel | armhf) echo arm ;;
	ppc64el) echo ppc64le ;;
	*) echo "$1" ;;
	esac
}
# A kernel for x86_64 may refuse 32-bit programs. This one is `_exit(0)`: an ELF header (elf(5)), one
# segment, "xor eax, eax; inc eax; xor ebx, ebx; int 0x80".
runs_i386() {
	local program=$TEST_SHARED/exit-i386
	once exit-i386 make_exit_i386 "$program"
	"$program" 2>/dev/null
}
make_exit_i386() { # FILE
	printf '\177ELF\1\1\1\0\0\0\0\0\0\0\0\0\2\0\3\0\1\0\0\0\124\200\4\10\64\0\0\0' >"$1"
	printf '\0\0\0\0\0\0\0\0\64\0\40\0\1\0\0\0\0\0\0\0' >>"$1"
	printf '\1\0\0\0\0\0\0\0\0\200\4\10\0\200\4\10\133\0\0\0\133\0\0\0\5\0\0\0\0\20\0\0' >>"$1"
	printf '\61\300\100\61\333\315\200' >>"$1"
	chmod 755 "$1"
}
need_emulator() { # ARCHITECTURE
	local emulator
	emulator=$(emulator_of "$1")
	[ -z "$emulator" ] || need "qemu-$emulator-static"
}
triplet_of() { # ARCHITECTURE
	case $1 in
	amd64) echo x86_64-linux-gnu ;;
	arm64) echo aarch64-linux-gnu ;;
	armel) echo arm-linux-gnueabi ;;
	armhf) echo arm-linux-gnueabihf ;;
	ppc64el) echo powerpc64le-linux-gnu ;;
	*) echo "$1-linux-gnu" ;;
	esac
}
