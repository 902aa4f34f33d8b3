#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The figures about functions are counted right, and a tree with shared names or long functions is refused.
. "$TOP/tests/lib/case.sh"
need ctags

function_of() { # NAME LINES: from the name to the closing brace
	local i
	printf 'static void %s(void)\n{\n' "$1"
	for ((i = 3; i < $2; i++)); do echo '	work();'; done
	printf '}\n'
}
refuses() { # MESSAGE
	assert_exit 1 "$TOP/tests/metrics" --check "$PWD/tree"
	assert_equal "$1" "$(tail -n 1 stdout)" 'what is refused'
	rm -r tree
	cp -r good tree
}
figure() { sed -n "s/^$1   *\\([^ ]*\\).*/\\1/p" stdout; }

mkdir -p tree/src/base tree/shim
for i in {1..9}; do function_of "small_$i" 10; done >tree/src/base/a.c
function_of large 56 >tree/src/base/b.c
# Prototypes, overloads of a class and the same method of two classes are not shared names.
cat >tree/shim/a.cc <<'EOF'
void small_1();
struct one {
	one() {}
	one(int) {}
	void go() {}
	void go(int) {}
};
struct two {
	void go() {}
};
EOF
cp -r tree good
assert_exit 0 "$TOP/tests/metrics" --check "$PWD/tree"
assert_equal 15 "$(figure functions)" functions
assert_equal 0.0 "$(figure 'functions that share a name')" 'shared names'
assert_equal 10 "$(figure 'median length')" median
assert_equal 56 "$(figure 'longest function')" longest

{ function_of small_1 4 && function_of small_2 4; } >tree/src/base/c.c
refuses 'functions that share a name: 23.5 %, at most 8.0 %'
function_of large_2 57 >tree/src/base/c.c
refuses 'longest function: 57, at most 56'
function_of large_2 22 >tree/src/base/c.c
refuses '90th percentile: 22, at most 21'
sed -i 's/^{$/{\n\n/' tree/src/base/a.c
refuses 'median length: 12, at most 10'
