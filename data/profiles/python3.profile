# Python as distroless has it: the whole standard library, no pip, no shell.
# What it gives up: IDLE, tkinter and turtle (python3-tk, --rule python-tk=keep),
# ensurepip (python3-venv; the module venv works --without-pip), lib2to3, the test
# suites, modules for other systems, what help() knows about keywords and topics;
# and of modules that Python itself calls optional, nis with Kerberos below it
# (python-nis=keep) and dbm.ndbm with Berkeley DB (python-dbm=keep). An extension
# module that others compiled with -ffast-math may want libmvec (libmvec=keep).

Profile: python3
Inherit: cc
Description: Python 3 with its standard library
Packages: python3-minimal, libpython3-stdlib
Size-Rules: expat=drop, extra-libraries=drop, libmvec=drop, tz-source=drop,
 python-dbm=drop, python-nis=drop, python-tk=drop
Env: LANG=C.UTF-8
Entrypoint: /usr/bin/python3

# Here distutils is a package of its own, which brings lib2to3 and python3.
Match-Suites: bullseye bookworm
Packages-Add: python3-distutils

# With LANG=C.UTF-8 set, locale.setlocale() fails without that locale.
Match-Suites: bullseye
Packages-Add: libc-bin

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

# ctypes.util.find_library() asks "ldconfig -p".
Part: libc-bin
Keep: /usr/lib/locale/C.UTF-8 /usr/lib/locale/C.UTF-8/* /usr/lib/locale/C.utf8 /usr/lib/locale/C.utf8/* /sbin/ldconfig /usr/sbin/ldconfig

Path: /usr/bin/python
Type: symlink
Target: python3
Needs: /usr/bin/python3
