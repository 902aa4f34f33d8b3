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
# Of libc-bin it has the locale C.UTF-8 and ldconfig (1 MB), for ctypes alone.

Profile: python3
Inherit: cc
Description: Python 3 with its standard library
Base-Accounts: used
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

# ctypes.util.find_library() runs "/sbin/ldconfig -p"; without it, it finds nothing.
Part: libc-bin
Keep:
 /sbin/ldconfig /usr/sbin/ldconfig
 /usr/lib/locale/C.UTF-8 /usr/lib/locale/C.UTF-8/*
 /usr/lib/locale/C.utf8 /usr/lib/locale/C.utf8/*

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
