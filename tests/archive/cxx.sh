#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# C++ programs with streams, threads, exceptions, regular expressions and locales run in cc, and OpenMP does.
#each: SUITE bookworm trixie
. "$TOP/tests/lib/case.sh"
. "$TESTS/lib/inside.sh"

need_host_not_newer
own_rootfs cc root
compile_cxx full.cc root/tmp/full -pthread
inside root /tmp/full
compile_c openmp.c root/tmp/openmp -fopenmp
assert_equal "499500 by 3" "$(inside root /tmp/openmp)" "OpenMP"
