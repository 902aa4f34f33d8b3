# glibc loads libgcc_s for pthread_exit, pthread_cancel and backtrace: without
# it a program that calls them is aborted.

Profile: base-nossl
Inherit: static
Description: the C library and libgcc, for most dynamically linked programs
Base-Accounts: used
Packages: libc6, libgcc-s1
