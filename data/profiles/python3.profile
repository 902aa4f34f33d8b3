# Python as distroless has it: the whole standard library, no pip, no shell.
# What it gives up: IDLE, tkinter and turtle (python3-tk, --rule python-tk=keep),
# ensurepip (python3-venv; the module venv works --without-pip), lib2to3, the test
# suites, modules for other systems, what help() knows about keywords and topics;
# and of modules that Python itself calls optional, nis with Kerberos below it
# (python-nis=keep), dbm.ndbm with Berkeley DB (python-dbm=keep) and, from 3.13 on,
# whose interactive mode edits lines by itself, readline (python-readline=keep).
# uuid1() does without libuuid (python-uuid=keep), nothing but Python's own tests
# without what python-internals names. An extension module that others compiled may
# want libmvec, if with -ffast-math (libmvec=keep), or OpenMP (--include libgomp1).
# /sbin/ldconfig only lists; it makes no cache (--include libc-bin).

Profile: python3
Inherit: cc
Description: Python 3 with its standard library
Packages: python3.13-minimal | python3.11-minimal | python3.9-minimal,
 libpython3.13-stdlib | libpython3.11-stdlib | libpython3.9-stdlib, ncurses-base
Packages-Remove: libgomp1
Size-Rules: expat=drop, extra-libraries=drop, libmvec=drop, tz-source=drop,
 python-dbm=drop, python-internals=drop, python-nis=drop, python-tk=drop, python-uuid=drop
Env: LANG=C.UTF-8
Entrypoint: /usr/bin/python3

# Here distutils is a package of its own, which brings lib2to3 and python3.
Match-Suites: bullseye bookworm
Packages-Add: python3-distutils

# With LANG=C.UTF-8 set, locale.setlocale() fails without that locale.
Match-Suites: bullseye
Packages-Add: libc-bin

# Its interactive mode edits lines with curses and _pyrepl.
Match-Suites: trixie
Size-Rules: python-readline=drop

# What curses has to know of the terminals that containers are used with.
Part: ncurses-base
Keep:
 /lib/terminfo/l/linux /usr/share/terminfo/l/linux
 /lib/terminfo/s/screen-256color /usr/share/terminfo/s/screen-256color
 /lib/terminfo/t/tmux-256color /usr/share/terminfo/t/tmux-256color
 /lib/terminfo/v/vt220 /usr/share/terminfo/v/vt220
 /lib/terminfo/x/xterm /usr/share/terminfo/x/xterm
 /lib/terminfo/x/xterm-256color /usr/share/terminfo/x/xterm-256color

# Its other programs compile modules when packages are installed.
Part: python3-minimal
Keep: /usr/bin/python3 /usr/share/python3/debian_defaults

Part: python3
Keep: /usr/bin/pydoc3

Part: python3-distutils
Keep: /usr/lib/python3*/distutils /usr/lib/python3*/distutils/*

Part: python3-lib2to3
Keep: /usr/share/doc/python3-lib2to3/copyright

Part: python3.9
Keep: /usr/bin/pydoc3.9

Part: python3.11
Keep: /usr/bin/pydoc3.11

# ctypes.util.find_library() asks "/sbin/ldconfig -p", which is linked statically:
# 1 MB to print a file that Python can read as well. The program itself is in the
# image with --include libc-bin.
Path: /usr/sbin/ldconfig
Unless: /usr/sbin/ldconfig
Type: file
Mode: 0755
Content:
 #!/usr/bin/python3 -ISB
 # Made by debslim. Lists /etc/ld.so.cache in place of ldconfig of glibc, for
 # ctypes.util.find_library(); see ldconfig(8).
 import struct
 import sys
 .
 TYPES = {0: "libc4", 1: "ELF", 2: "libc5", 3: "libc6"}
 KINDS = {
     0x300: ",x86-64", 0x400: ",64bit", 0x500: ",64bit", 0x800: ",x32", 0x900: ",hard-float",
     0xa00: ",AArch64", 0xb00: ",soft-float", 0xf00: ",soft-float", 0x1000: ",double-float",
 }
 CACHE = "/etc/ld.so.cache"
 .
 if sys.argv[1:] not in (["-p"], ["--print-cache"]):
     sys.exit("ldconfig: only -p is here; the program is in Debian's package libc-bin")
 try:
     with open(CACHE, "rb") as file:
         cache = file.read()
     # Up to glibc 2.31 one of an older format comes first.
     cache = cache[cache.index(b"glibc-ld.so.cache1.1"):]
     count = struct.unpack_from("=I", cache, 20)[0]
     lines = []
     for i in range(count):
         flags, key, value = struct.unpack_from("=III", cache, 48 + 24 * i)
         name, path = (cache[at:cache.index(0, at)].decode("utf-8", "surrogateescape") for at in (key, value))
         kind = TYPES.get(flags & 0xff, "unknown") + KINDS.get(flags & 0xff00, "")
         lines.append("\t%s (%s) => %s\n" % (name, kind, path))
 except (OSError, ValueError, struct.error) as error:
     sys.exit("ldconfig: %s: %s" % (CACHE, error))
 text = "%d libs found in cache `%s'\n%s" % (count, CACHE, "".join(lines))
 sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))

Part: libc-bin
Keep: /usr/lib/locale/C.UTF-8 /usr/lib/locale/C.UTF-8/* /usr/lib/locale/C.utf8 /usr/lib/locale/C.utf8/*

# Of the package python3-minimal, which holds little else.
Path: /usr/bin/python3
Unless: /usr/bin/python3
Type: symlink
Target: python3.13
Needs: /usr/bin/python3.13

Path: /usr/bin/python
Type: symlink
Target: python3
Needs: /usr/bin/python3
