#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# C++ programs with streams, threads, exceptions, regular expressions and locales run in cc, and OpenMP does.
#each: SUITE bullseye bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"
. "$TESTS/lib/compile.sh"

if [ "$SUITE" = bullseye ]; then # where C.UTF-8 is an option
	build_anyway root --profile cc --include libc-bin
else
	own_rootfs cc root
fi
compile_cxx full.cc root/tmp/full -pthread
inside root /tmp/full
# clang has another run time for OpenMP.
if is_host; then
	compile_c openmp.c root/tmp/openmp -fopenmp
	assert_equal "499500 by 3" "$(inside root /tmp/openmp)" "OpenMP"
fi
