# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Architectures: their names elsewhere, and what runs their programs.

emulator_of() { # ARCHITECTURE: what qemu calls it, nothing where the host runs it
	case $(dpkg --print-architecture)/$1 in */amd64 | */i386) [ "$(uname -m)" != x86_64 ] || return 0 ;; esac
	case $1 in
	"$(dpkg --print-architecture)") ;;
	amd64) echo x86_64 ;;
	arm64) echo aarch64 ;;
	armel | armhf) echo arm ;;
	ppc64el) echo ppc64le ;;
	*) echo "$1" ;;
	esac
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
