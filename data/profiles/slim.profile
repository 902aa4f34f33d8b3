# What Debian's -slim container images hold: the Essential packages and apt, with
# dpkg's own database, to go on from. All of each package but its documentation and translations,
# which dpkg leaves out of later installations as well (/etc/dpkg/dpkg.cfg.d/debslim).

Profile: slim
Inherit: scratch
Description: the Essential packages and apt, without documentation, for other tools to go on from
Base-Accounts: all
Packages: apt, base-files, base-passwd, bash, bsdutils, coreutils, dash, debianutils,
 diffutils, dpkg, findutils, grep, gzip, hostname, init-system-helpers, libc-bin, mawk, ncurses-base,
 ncurses-bin, perl-base, sed, sysvinit-utils, tar, util-linux
# apt counts on every dependency.
Cuts: no
Drop-Scripts: no
Size-Rules: apt-lists=keep cache=keep dev=keep gconv=all libc-extras=keep nis=keep
 openssl=legacy engines=keep interpreters=keep tz=all ca=both
Cmd: /bin/bash

Match-Suites: bullseye bookworm
Packages-Add: gpgv, login

Match-Suites: bookworm
Packages-Add: usr-is-merged

Match-Suites: trixie
Packages-Add: sqv
