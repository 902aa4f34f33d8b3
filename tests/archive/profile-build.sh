#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# In build a normal user compiles, links and runs C and C++, a shared library, an autoconf project, programs with libssl and libcurl, and makes a .deb.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

root=$(rootfs build)
[ "$(id -u)" -eq 0 ] || skip "needs root"
unshare -m true 2>/dev/null || skip "needs a mount namespace of its own"
mkdir -m 1777 tmp work
mkdir work/source
chmod 777 work work/source
cp "$TESTS"/data/programs/{basic.c,full.cc,openmp.c,tls.c} work/source/
# The tree is read-only; /tmp is what may be written.
run() { # SCRIPT
	INSIDE=$PWD/tmp ROOT=$root unshare -m bash -euc '
		mount --make-rprivate /
		mount --bind "$ROOT" "$ROOT"
		mount -o remount,bind,ro "$ROOT"
		mount --bind "$INSIDE" "$ROOT/tmp"
		mount -t proc proc "$ROOT/proc"
		mount -t tmpfs none "$ROOT/dev"
		mknod -m 666 "$ROOT/dev/null" c 1 3
		mknod -m 666 "$ROOT/dev/urandom" c 1 9
		cd /
		exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LC_ALL=C.UTF-8 \
			chroot --userspec=65532:65532 "$ROOT" sh -euc "cd /tmp; $1"' bash "$1" >out 2>&1 ||
		{ cat out >&2; fail "does not work: $1"; }
}
cp work/source/* tmp/
chown -R 65532:65532 tmp

run 'id -u; touch /usr/x 2>/dev/null && exit 1; gcc --version | head -n 1'
assert_match '^65532$' out
run 'gcc -std=gnu17 -O2 -Wall -Werror -o basic basic.c -lm -pthread; ./basic hello maths threads'
run 'g++ -std=gnu++17 -O2 -o full full.cc -pthread; ./full'
assert_match '^exceptions: yes' out
run 'gcc -O2 -fopenmp -o openmp openmp.c; ./openmp; gcc -static -o still basic.c -lm -pthread; ./still hello'
run 'printf "int f(void){return 42;}" >f.c; printf "int f(void);\nint main(void){return f() != 42;}" >g.c
gcc -shared -fPIC -Wl,-soname,libf.so.1 -o libf.so.1 f.c; ln -s libf.so.1 libf.so
gcc -o g g.c -L. -lf -Wl,-rpath,/tmp; ./g; ldd ./g | grep -q /tmp/libf.so.1; ar rcs libg.a *.o 2>/dev/null || :
gcc -flto -O2 -o g2 g.c f.c; ./g2; gcc -fsanitize=address,undefined -g -o g3 g.c f.c; ASAN_OPTIONS=detect_leaks=0 ./g3'
# Certificates come from the image; both libraries by way of pkgconf.
run 'gcc -o tls tls.c $(pkgconf --cflags --libs openssl); ./tls count'
[ "$(cat out)" -ge 100 ] || fail "certificates: $(cat out)"
cat >tmp/fetch.c <<'END'
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
int main(void)
{
	CURL *curl = curl_easy_init();
	curl_easy_setopt(curl, CURLOPT_URL, "file:///tmp/text");
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, stdout);
	return curl_easy_perform(curl) != CURLE_OK || !strstr(curl_version(), "OpenSSL");
}
END
run 'echo a text >text; gcc -o fetch fetch.c $(pkgconf --cflags --libs libcurl); ./fetch; curl -s file:///tmp/text'
assert_content $'a text\na text' out
# An autoconf project with a header made, a test, an installation and a distribution.
mkdir tmp/project
cat >tmp/project/configure.ac <<'END'
AC_INIT([hello], [1.0])
AC_CONFIG_SRCDIR([hello.c])
AC_CONFIG_HEADERS([config.h])
AC_PROG_CC
AC_PROG_CXX
AC_CHECK_HEADERS([unistd.h no/such.h])
AC_CHECK_FUNCS([getline no_such_function])
AC_SEARCH_LIBS([SSL_new], [ssl])
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
END
cat >tmp/project/Makefile.in <<'END'
prefix = @prefix@
hello: hello.c config.h
	@CC@ @CFLAGS@ -o $@ $(srcdir)hello.c @LIBS@
install: hello
	mkdir -p $(DESTDIR)$(prefix)/bin
	install -m 755 hello $(DESTDIR)$(prefix)/bin/
END
cat >tmp/project/hello.c <<'END'
#include "config.h"
#include <stdio.h>
#if !HAVE_UNISTD_H || !HAVE_GETLINE || defined(HAVE_NO_SUCH_H) || defined(HAVE_NO_SUCH_FUNCTION)
#error configure is wrong
#endif
int main(void) { return puts(PACKAGE_STRING) < 0; }
END
chown -R 65532:65532 tmp/project
run 'cd project; autoheader; autoconf; ./configure --prefix=/usr; make -j2; make install DESTDIR=/tmp/stage; /tmp/stage/usr/bin/hello; file /tmp/stage/usr/bin/hello'
assert_match '^hello 1.0$' out
assert_match 'ELF 64-bit LSB' out
# Tools of dpkg-dev, and a .deb as root owns it.
run 'mkdir -p stage/DEBIAN debian; printf "Source: hello\n\nPackage: hello\nArchitecture: any\n" >debian/control
dpkg-shlibdeps -O --ignore-missing-info stage/usr/bin/hello >substvars
printf "Package: hello\nVersion: 1.0\nArchitecture: %s\nMaintainer: N <n@example.org>\nDepends: %s\nDescription: test\n" \
	"$(dpkg-architecture -qDEB_HOST_ARCH)" "$(sed -n "s/^shlibs:Depends=//p" substvars)" >stage/DEBIAN/control
chmod -R go-w stage; dpkg-deb --root-owner-group --build stage hello.deb; dpkg-deb -I hello.deb; dpkg-deb -c hello.deb'
assert_match 'Depends: libc6 \(>= 2' out
assert_match 'root/root .* ./usr/bin/hello$' out
assert_exit 0 dpkg-deb -f tmp/hello.deb Version
assert_content 1.0 stdout
run 'printf "int a(const char *s){/*!re2c re2c:define:YYCTYPE=char; re2c:define:YYCURSOR=s; re2c:yyfill:enable=0; [0-9]+ {return 1;} * {return 0;} */}" >l.re; re2c -o l.c l.re; gcc -c l.c; tar cJf l.tar.xz l.c; xz -t l.tar.xz'
# Packages of the image stand in dpkg's own database.
assert_exit 0 dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${db:Status-Abbrev}\n' gcc
assert_content 'ii ' stdout
assert_absent "$root/var/lib/dpkg/status.d"
