#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# With AddressSanitizer, tests/run fails a unit test or a fuzz input that leaks memory, and says where it cannot tell.
. "$TOP/tests/lib/case.sh"
need gcc

build=build/san-address
mkdir -p tree/tests/fuzz/corpus/{leaky,clean} $build/{unit,fuzz,tools}
cp -r "$TOP/tests/run" "$TOP/tests/lib" tree/tests/
printf "#!/bin/sh\n" >tree/tests/lib/hosts # asks apt
: >tree/tests/expected-skips
echo input | tee tree/tests/fuzz/corpus/leaky/one >tree/tests/fuzz/corpus/clean/one
run() { env -u CI -u V BUILD="$PWD/$build" JOBS=2 TMPDIR="$TMPDIR" "$@" tree/tests/run unit fuzz; }
program() { printf '#!/bin/sh\n%s\n' "$2" >"$1" && chmod +x "$1"; }
says_ok='printf "[ RUN      ] %s\n" test; printf "[       OK ] %s\n" test'

gcc -fsanitize=address -o $build/tools/leak "$TESTS/tools/leak.c"
echo 'int main(void) { return 0; }' | gcc -fsanitize=address -x c - -o clean
program $build/unit/leaky "$says_ok; exec $PWD/$build/tools/leak"
program $build/unit/clean "$says_ok; exec $PWD/clean"
program $build/fuzz/leaky "exec $PWD/$build/tools/leak"
program $build/fuzz/clean "exec $PWD/clean"

# What was set for debslim itself does not hold for unit tests.
rc=0
run env ASAN_OPTIONS=detect_leaks=0 >stdout || rc=$?
if grep -q '^skipped unit/leaks' stdout; then skip "LeakSanitizer cannot trace processes here"; fi
assert_equal 1 $rc "status"
assert_match '^passed  unit/leaks$' stdout
assert_match '^failed  unit/leaky \(800 byte\(s\) leaked in 8 allocation\(s\)\.\)$' stdout
assert_match 'LeakSanitizer: detected memory leaks' stdout
assert_match '^failed  fuzz/leaky:one \(status 1\)$' stdout
assert_match '^passed  unit/clean ' stdout
assert_match '^passed  fuzz/clean ' stdout
# `test` of both unit programs, and the leak of one.
assert_match '^4 passed, 2 failed, 0 skipped$' stdout

# Where the kernel forbids ptrace, LeakSanitizer ends every program with an error.
rc=0
"$BUILD/tools/refuse" ptrace 1 true 2>reason || rc=$?
if [ $rc -eq 0 ]; then
	assert_exit 0 run "$BUILD/tools/refuse" ptrace 1
	assert_match '^  unit/leaks: LeakSanitizer cannot trace processes here$' stdout
	assert_match '^4 passed, 0 failed, 1 skipped$' stdout
fi

# A leak that is not reported where it must be; and no sanitizer at all.
cp clean $build/tools/leak
assert_exit 1 run env
assert_match '^failed  unit/leaks \(a program that leaks on purpose was not reported\)$' stdout
rm $build/tools/leak
assert_exit 1 run env
assert_match '^failed  unit/leaks \(.*/tools/leak is not built\)$' stdout
mv $build build/plain
build=build/plain
program build/plain/unit/leaky "$says_ok"
program build/plain/fuzz/leaky true
assert_exit 0 run env
assert_no_match 'unit/leaks' stdout
