# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Runs the ldconfig of an image of any architecture, and makes libraries that test it. The rules
# for processor-specific directories differ between architectures.
. "$TESTS/lib/emulate.sh"

need_ldconfig_of() { # ARCHITECTURE
	need_emulator "$1"
	[ "$(id -u)" -eq 0 ] || skip "needs root: it runs ldconfig in a chroot"
	chroot / /bin/true 2>/dev/null || skip "chroot is not permitted here"
}
run_ldconfig_of() { # ROOT ARCHITECTURE
	local emulator command=(/sbin/ldconfig)
	emulator=$(emulator_of "$2")
	if [ -n "$emulator" ]; then
		cp "$(command -v "qemu-$emulator-static")" "$1/emulator"
		command=(/emulator /sbin/ldconfig)
	fi
	env -i PATH=/usr/sbin:/sbin /usr/sbin/chroot "$1" "${command[@]}" 2>ldconfig.log ||
		{ cat ldconfig.log >&2; fail "the image's ldconfig fails"; }
	rm -f "$1/emulator"
}

# Prints three directory names: two old processor-specific ones, which can be nested, and one that
# has no special meaning on this architecture.
processors_of() { # ARCHITECTURE
	case $1 in
	amd64 | i386) echo haswell x86_64 zEC12 ;;
	arm64) echo atomics tls haswell ;;
	armel | armhf) echo neon vfp java ;;
	ppc64el) echo power8 altivec mmu ;;
	s390x) echo zEC12 vx stfle ;;
	*) echo altivec haswell vx ;;
	esac
}
# Makes a library for a processor level and one without a C library; for x86 only.
make_x86_libraries() { # ARCHITECTURE
	local bits=-m64
	[ "$1" = amd64 ] || bits=-m32
	echo 'int level(void) { return 3; }' >level.c
	gcc $bits -shared -nostdlib -fPIC -Wl,-soname,liblevel.so.1,-z,x86-64-v3 -o level.so level.c
	gcc -m32 -shared -nostdlib -fPIC -Wl,-soname,libbare.so.1 -o bare.so level.c
}

# Makes a package of libraries such as a user might add, from the libraries of an image.
make_additions() { # ROOT DIRECTORY ARCHITECTURE
	local triplet one two three x86=
	triplet=$(triplet_of "$3")
	read -r one two three <<<"$(processors_of "$3")"
	cp "$(realpath "$1/usr/lib/$triplet/libz.so.1" 2>/dev/null || realpath "$1/lib/$triplet/libz.so.1")" z.so
	cp "$(realpath "$1/usr/lib/$triplet/libgomp.so.1")" gomp.so
	printf '%s\n' '# more' '  /opt/more/lib//  # and a comment' /nowhere '' 'include sub/*.list	none.conf' \
		/usr/lib /opt/more/typed=libc6 "/opt/more/$three" >more.conf
	echo /opt/link >extra.list
	if [ "$(dpkg --print-architecture)/$3" = amd64/amd64 ] || [ "$(dpkg --print-architecture)/$3" = amd64/i386 ]; then
		make_x86_libraries "$3"
		x86=" file /usr/lib/$triplet/glibc-hwcaps/second/liblevel.so.1 0644 from=level.so
 file /opt/more/lib/liblevel.so.1.5 0644 from=level.so
 file /opt/more/lib/libbare.so.1 0644 from=bare.so
 file /opt/more/typed/libbare.so.1 0644 from=bare.so"
	fi
	{
		cat <<END
Package: additions
Architecture: $3
Files:
 file /etc/ld.so.conf.d/zz-more.conf 0644 from=more.conf
 file /etc/ld.so.conf.d/sub/extra.list 0644 from=extra.list
 file /usr/local/lib/libuser.so.7 0644 from=z.so
 file /opt/more/lib/libz.so.1.2.9 0644 from=z.so
 file /opt/more/lib/libz.so.1.2.10 0644 from=z.so
 hard /opt/more/lib/libhard.so.1 -> /opt/more/lib/libz.so.1.2.9
 file /opt/more/lib/libgomp-1.9.so 0644 from=gomp.so
 link /opt/more/lib/libgomp.so -> libgomp-1.9.so
 link /opt/more/lib/libodd.so.3 -> libgomp-1.9.so
 link /opt/more/lib/libgone.so.1 -> libmissing.so
 file /opt/more/lib/libtext.so 0644 text='GROUP ( libz.so.1 )\n'
 file /opt/more/lib/libz.so.1.2.9-gdb.py 0644 text='pass\n'
 file /opt/more/lib/libnew.so.9.dpkg-new 0644 from=z.so
 file /opt/more/lib/libpre.so.9.#prelink# 0644 from=z.so
 file /opt/more/lib/plain.so 0644 from=z.so
 file /opt/more/lib/tls/libz.so.1 0644 from=z.so
 file /opt/more/lib/$one/libz.so.1 0644 from=z.so
 file /opt/more/lib/$one/$two/libz.so.1.2 0644 from=z.so
 file /opt/more/lib/$three/libz.so.1 0644 from=z.so
 file /opt/more/$three/libz.so.1 0644 from=z.so
 file /opt/more/other/libgomp.so.1.0 0644 from=gomp.so
 link /opt/link -> more/other
 file /usr/lib/$triplet/glibc-hwcaps/second/libz.so.1.9 0644 from=z.so
 file /usr/lib/$triplet/glibc-hwcaps/first/libz.so.1 0644 from=z.so
 file /usr/lib/$triplet/glibc-hwcaps/first/libgomp.so.1 0644 from=gomp.so
 file /usr/lib/$triplet/glibc-hwcaps/.hidden/libgomp.so.1 0644 from=gomp.so
 file /usr/lib/$triplet/glibc-hwcaps/empty/README 0644 text='none\n'
 file /usr/lib/$triplet/glibc-hwcaps/with:colon/libz.so.1 0644 from=z.so
 file /opt/more/lib/glibc-hwcaps/third/libz.so.1 0644 from=z.so
END
		[ -z "$x86" ] || echo "$x86"
		echo
	} >additions.stanza
	TEST_DATA=$PWD mkdebs "$2" <additions.stanza
}
