#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A size rule leaves what something in the image uses: data, modules, compilers, code pages, packages that were asked for.
. "$TOP/tests/lib/case.sh"

mkdir debs
printf '\177ELF\002\001\001\0\0\0\0\0\0\0\0\0\001\0\367\0more' >bpf.o
TEST_DATA=$PWD mkdebs debs <"$TOP/tests/data/used.packages"
build() { # PACKAGES [OPTIONS...]
	local include=$1
	shift
	assert_exit 0 slim build --json --force --debs debs --include "$include" "$@" -o tree/
}
lib=tree/usr/lib/x86_64-linux-gnu

# A directory of the package's own name, or of its source's.
build inspector
for file in usr/lib/inspector/start.o usr/lib/x86_64-linux-gnu/inspector/own.a usr/share/inspector/own.la; do
	assert_file tree/$file
done
assert_absent tree/usr/lib/inspectors/other.o $lib/libinspect.a tree/usr/include
assert_json '.gave_way == []' stdout
build tongue-1.19-base,libtongue-dev
assert_file tree/usr/lib/tongue-1.19/pkg/fmt.a
assert_absent tree/usr/lib/tongue-1.19/pkg/dev.a

# Modules, and programs for the kernel.
build modules
assert_file $lib/Magick-6/coders/png.la
assert_absent $lib/Magick-6/coders/lone.la $lib/libmodules.la
assert_json '.dropped[] | select(.rule == "dev") | .files == 2 and .bytes == 2' stdout
build filters
assert_file $lib/bpf/pass.o
assert_absent $lib/bpf/linked.o

# The compiler brings headers and objects back, its documentation nothing.
build plain-tool
assert_absent tree/usr/include $lib/crt1.o $lib/libc.a tree/usr/share/perl/5.36.0/pod/plain.pod
build plain-tool,gcc-12
for file in tree/usr/include/stdio.h $lib/crt1.o $lib/libc.a; do assert_file $file; done
assert_absent tree/usr/share/perl/5.36.0/pod/plain.pod
build plain-tool,perl-doc
assert_file tree/usr/share/perl/5.36.0/pod/plain.pod
assert_absent tree/usr/include

# A package that was asked for is not emptied, unless the user says so.
build libc6-dev
assert_file tree/usr/include/stdio.h
assert_absent tree/usr/share/man
assert_json '.gave_way == [{"package": "libc6-dev", "rule": "dev", "value": "drop", "bytes": 26}]' stdout
assert_match 'note: libc6-dev: the rule dev=drop gives way' stderr
build locales-whole --jobs 1
assert_file tree/usr/lib/locale/de_DE.utf8/LC_CTYPE
assert_absent tree/usr/share/doc/locales-whole/README
build locales-whole --rule locale=drop
assert_absent tree/usr/lib/locale/de_DE.utf8
assert_json '.gave_way == []' stdout
build locales-whole --path-exclude '/usr/lib/locale/*'
assert_absent tree/usr/lib/locale/de_DE.utf8
build locales-part
assert_absent tree/usr/lib/locale/de_DE.utf8

# The code page that a program opens, with configuration that names it.
build mtools
assert_file $lib/gconv/IBM850.so
assert_match 'module IBM850// INTERNAL IBM850 1' $lib/gconv/gconv-modules
assert_no_match KOI8 $lib/gconv/gconv-modules
assert_absent $lib/gconv/KOI8-R.so
build charsets --rule gconv=utf
assert_absent $lib/gconv/IBM850.so

# Of a cache the directories stay as they are.
build cached
assert_mode 770 tree/var/cache/cached
assert_equal 0:33 "$(stat -c %u:%g tree/var/cache/cached)"
assert_absent tree/var/cache/cached/index tree/usr/share/postgresql/15/man tree/usr/share/apport
