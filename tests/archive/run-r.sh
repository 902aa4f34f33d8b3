#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# R solves equations: its BLAS is there only as an alternative. R itself is a shell script that calls Essential packages.
#each: SUITE bullseye bookworm trixie
#sample: 1
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

assert_exit 0 debslim build --suite "$SUITE" --include r-base-core -o alone.tar
assert_match "scripts, such as /usr/bin/R, call commands .*--include '[^']*coreutils[^']*'" stderr
include_rootfs r-base-core,sed,coreutils root
mkdir -p root/dev && mknod -m 666 root/dev/null c 1 3
inside root /usr/bin/Rscript -e 'x <- matrix(c(2, 1, 1, 3), 2); print(solve(x, c(1, 2))); cat(extSoftVersion()[["BLAS"]], La_library(), "\n")' >out
assert_match '^\[1\] 0\.2 0\.6$' out
assert_match 'libblas\.so\.3.* .*liblapack\.so\.3' out
