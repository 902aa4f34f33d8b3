/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The programs that a shell script calls by a literal name. */
#include "fmt/shell_calls.h"

#include "base/err.h"
#include "tests/unit/support/test.h"

struct calls_case {
	const char *script, *calls;
};

static void check(const struct calls_case *cases, size_t n,
		  void (*read)(const struct shell_node *script, struct arena *arena, struct names *out))
{
	for (size_t i = 0; i < n; i++) {
		struct arena arena = {0};
		struct err err = {0};
		struct names calls = {0};
		struct buf text = {0};
		const struct shell_node *tree = NULL;
		assert_int_equal(shell_parse(str_from(cases[i].script), &arena, &tree, &err), 0);
		read(tree, &arena, &calls);
		for (size_t k = 0; k < calls.n; k++)
			buf_printf(&text, "%s%s", k ? " " : "", calls.at[k]);
		assert_string_equal(text.n ? text.p : "", cases[i].calls);
		buf_release(&text);
		vec_release(&calls);
		arena_release(&arena);
	}
}

static void test_calls(void **state)
{
	static const struct calls_case cases[] = {
		{"", ""},
		{"sed s/a/b/ x\n", "sed"},
		{"x=$(uname -m)\necho `hostname`\n", "uname hostname"},
		{"if grep -q x f; then cat f | sort; else rm -f f; fi\n", "grep cat sort rm"},
		{"for f in $(ls); do [ -e \"$f\" ] && cut -d: -f1 <\"$f\"; done\n", "ls cut"},
		{"case $(id -u) in 0) chown x y ;; *) false ;; esac\n", "id chown"},
		{"later\nlater() { tr a b; }\n", "tr"},
		{"exec \"$PROGRAM\" \"$@\"\n", ""},
		{"exec nohup /usr/bin/java x\n", "nohup /usr/bin/java"},
		{"find . | xargs -0 rm\n", "find xargs rm"},
		{"env A=b perl x\n", "env perl"},
		{"command -v tput >/dev/null && tput cols\n", "tput"},
		{"command -v bc\n", ""},
		{"cd / && pwd && echo x && printf y && test -e z\n", ""},
		{"sed x; sed y; /bin/sed z\n", "sed /bin/sed"},
		{"cat <<E\n$(date)\nE\n", "cat date"},
		{"\"$x\"sed\n", ""},
	};
	(void)state;
	check(cases, ARRAY_LEN(cases), shell_calls);
}

static void test_certain_calls(void **state)
{
	static const struct calls_case cases[] = {
		{"", ""},
		{"sed x\nuname\n", "sed uname"},
		{"x=$(uname -m)\n", "uname"},
		{"x=${y:-$(uname -m)}\n", ""},
		{"if grep -q x f; then cat f; else rm -f f; fi\nid\n", "grep id"},
		{"while date; do sleep 1; done\n", "date"},
		{"for f in $(ls); do cut x; done\n", "ls"},
		{"case $(id -u) in 0) chown x y ;; esac\n", "id"},
		{"ls && rm x\nmktemp || exit 1\n", "ls mktemp"},
		{"later() { tr a b; }\nlater\n", ""},
		{"exec sed x\nrm y\n", "sed"},
		{"exec >/dev/null\nrm y\n", "rm"},
		{"exit 0\nrm y\n", ""},
		{"x=$(exit 1)\n( exit 1 )\nrm y\n", "rm"},
		{"cat f | sort\n", "cat sort"},
	};
	(void)state;
	check(cases, ARRAY_LEN(cases), shell_certain_calls);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_calls), cmocka_unit_test(test_certain_calls)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
