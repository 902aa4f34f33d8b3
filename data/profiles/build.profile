# The first stage of a multi-stage build: compilers and what goes with them, with
# the Essential packages, which scripts of configure and make count on. Nothing for developers is left out.

Profile: build
Inherit: cc
Description: gcc, g++, make, autoconf, dpkg-dev, headers of OpenSSL and curl, and the Essential packages
Base-Accounts: all
Packages: gcc, g++, libc6-dev, make, pkgconf, autoconf, dpkg-dev, file, re2c, libssl-dev,
 libcurl4-openssl-dev, curl, xz-utils, ca-certificates, openssl,
 base-files, base-passwd, bash, bsdutils, coreutils, dash, debianutils, diffutils, dpkg, findutils, grep,
 gzip, hostname, init-system-helpers, libc-bin, mawk, ncurses-base, ncurses-bin, perl-base, sed,
 sysvinit-utils, tar, util-linux
# So that apt can be added.
Cuts: no
Drop-Scripts: no
Size-Rules: apt-lists=keep cache=keep dev=keep gconv=all openssl=legacy interpreters=keep templates=keep
Cmd: /bin/bash

Match-Suites: bullseye bookworm
Packages-Add: login

Match-Suites: bookworm
Packages-Add: usr-is-merged

# What cc takes in part.
Part: libc-bin
Keep: /*

Part: ca-certificates
Keep: /*
