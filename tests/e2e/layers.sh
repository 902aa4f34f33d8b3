#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The layers of the source tree include each other in one direction only; a tree that breaks a rule is refused with the line that breaks it.
. "$TOP/tests/lib/case.sh"

assert_exit 0 "$TOP/tests/layers" "$TOP"

source_file() { # PATH HEADER...
	local path=tree/$1 header
	shift
	mkdir -p "${path%/*}"
	for header in "$@"; do echo "#include \"$header\""; done >"$path"
}
refuses() { # MESSAGE
	assert_exit 1 "$TOP/tests/layers" "$PWD/tree"
	assert_equal "$1" "$(cat stdout)" 'what is refused'
	rm -r tree
}
source_file src/base/str.h
source_file src/stage/compose.h base/str.h
source_file src/stage/solve/solve.h
source_file src/stage/solve/solve.c stage/solve/solve.h stage/solve/state.h
source_file src/stage/solve/state.h
source_file src/stage/gate/gate.c stage/compose.h stage/solve/solve.h
source_file src/main.c base/str.h
assert_exit 0 "$TOP/tests/layers" "$PWD/tree"
cp -r tree good

source_file src/stage/gate/links.c stage/solve/state.h
refuses 'src/stage/gate/links.c: src/stage/solve/state.h is private to its directory'
cp -r good tree
source_file src/plan/plan.c stage/solve/state.h
refuses 'src/plan/plan.c: src/stage/solve/state.h is private to its directory'
cp -r good tree
source_file src/base/str.c stage/compose.h
refuses 'src/base/str.c: src/base may not include src/stage (src/stage/compose.h)'
cp -r good tree
source_file src/stage/gate/gate.h nowhere.h
refuses 'src/stage/gate/gate.h: includes "nowhere.h", which is nowhere'
cp -r good tree
source_file src/other/a.c base/str.h
refuses 'src/other/a.c: src/other is no known layer'
