/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The programs that a shell script calls by a literal name. */
#include "fmt/shell_calls.h"

#include "base/err.h"
#include "tests/unit/support/test.h"

static void test_calls(void **state)
{
	static const struct {
		const char *script, *calls;
	} cases[] = {
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
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct arena arena = {0};
		struct err err = {0};
		struct names calls = {0};
		struct buf text = {0};
		const struct shell_node *tree = NULL;
		assert_int_equal(shell_parse(str_from(cases[i].script), &arena, &tree, &err), 0);
		shell_calls(tree, &arena, &calls);
		for (size_t k = 0; k < calls.n; k++)
			buf_printf(&text, "%s%s", k ? " " : "", calls.at[k]);
		assert_string_equal(text.n ? text.p : "", cases[i].calls);
		buf_release(&text);
		vec_release(&calls);
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_calls)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
