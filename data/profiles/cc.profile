Profile: cc
Inherit: base
Description: C and C++ run time: base plus libstdc++, libgomp and the C.UTF-8 locale
Base-Accounts: used
Packages: libstdc++6, libgomp1, libc-bin

# The libstdc++ of trixie is the first that reads the source of time zones.
Match-Suites: trixie
Size-Rules: tz-source=keep

# C.UTF-8 is 1.8 MB there: --include libc-bin brings it.
Match-Suites: bullseye
Packages-Remove: libc-bin

# Its programs (ldconfig, getent, iconv …) are for administrators.
Part: libc-bin
Keep: /usr/lib/locale/C.utf8 /usr/lib/locale/C.utf8/*
