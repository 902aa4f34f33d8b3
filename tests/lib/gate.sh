# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# Trees for the command `check`: ELF files made by the compiler, in a tree with the
# host's loader and C library.

TRIPLET=$(gcc -print-multiarch)
LOADER=$(echo 'int main(void){return 0;}' | gcc -x c - -o "$TMPDIR/probe" &&
	LC_ALL=C readelf -l "$TMPDIR/probe" | sed -n 's/.*interpreter: \(.*\)]/\1/p')

# Makes a tree with a merged /usr, the loader and libc.so.6, and nothing else.
gate_root() { # DIR
	local d=$1
	mkdir -p "$d/usr/bin" "$d/usr/sbin" "$d/usr/lib/$TRIPLET" "$d/etc"
	ln -s usr/bin "$d/bin"
	ln -s usr/sbin "$d/sbin"
	ln -s usr/lib "$d/lib"
	mkdir -p "$d/usr$(dirname "$LOADER")"
	[ "${LOADER#/lib/}" != "$LOADER" ] || ln -s "usr$(dirname "$LOADER")" "$d$(dirname "$LOADER")"
	cp -L "$LOADER" "$d/usr$LOADER"
	cp -L "/lib/$TRIPLET/libc.so.6" "$d/usr/lib/$TRIPLET/"
}

# Makes the directory made/ with the host's loader in it, as the source of `from=` in mkdebs packages.
gate_made() {
	mkdir made
	export TEST_DATA=$PWD/made
	cp -L "$LOADER" made/loader
}

# Compiles the library PATH with this soname; further arguments go to gcc.
gate_library() { # PATH SONAME [ARGUMENTS...]
	local path=$1 soname=$2
	shift 2
	mkdir -p "$(dirname "$path")"
	echo "int in_$(echo "$soname" | tr -c 'a-z0-9\n' _)(void) { return 1; }" |
		gcc -x c - -x none -shared -fPIC -Wl,--no-as-needed -Wl,-soname,"$soname" -o "$path" "$@"
}
gate_program() { # PATH [ARGUMENTS...]
	local path=$1
	shift
	mkdir -p "$(dirname "$path")"
	echo 'int main(void) { return 0; }' | gcc -x c - -x none -Wl,--no-as-needed -o "$path" "$@"
}

# Prints the findings for a target, one per line: SEVERITY CHECK PATH MISSING. Checks the exit status.
gate_findings() { # STATUS TARGET [OPTIONS...]
	local status=$1 target=$2
	shift 2
	assert_exit "$status" debslim check --json "$target" "$@"
	jq -r '.findings[] | [.severity, .check, .path, .missing // "-"] | join(" ")' stdout
}
