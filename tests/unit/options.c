/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: what is accepted, and a clear word for what is not. */
#include "plan/options.h"

#include "base/str.h"
#include "io/compress.h"
#include "tests/unit/support/test.h"

enum { WORDS = 12 };

static int parse(const char *const *words, struct options *out, struct err *err)
{
	char *argv[WORDS + 2] = {(char *)(uintptr_t)"debslim"};
	int argc = 1;
	for (; words[argc - 1]; argc++)
		argv[argc] = (char *)(uintptr_t)words[argc - 1];
	return options_parse(argc, argv, out, err);
}

static void test_forms(void **state)
{
	static const char *const words[] = {"plan", "--profile=cc:nonroot", "-ox.tar.gz", "-o", "d/",
					    "--exclude", "a,b", "-sj3", "--", "-rest", NULL};
	struct options o;
	struct err err = {0};
	(void)state;
	assert_int_equal(parse(words, &o, &err), 0);
	assert_string_equal(o.command, "plan");
	assert_string_equal(o.profile, "cc");
	assert_string_equal(o.tag, "nonroot");
	assert_int_equal(o.outputs.n, 2);
	assert_int_equal(o.outputs.at[0].compression, COMPRESSION_GZIP);
	assert_int_equal(o.outputs.at[1].format, OUT_DIR);
	assert_int_equal(o.exclude.n, 2);
	assert_true(o.simulate);
	assert_int_equal(o.jobs, 3);
	assert_string_equal(o.arguments.at[0], "-rest");
	options_release(&o);
}

static void test_order_of_path_rules(void **state)
{
	static const char *const words[] = {"--path-exclude", "/a", "--path-include=/b",
					    "--path-exclude=/c", NULL};
	struct options o;
	struct err err = {0};
	(void)state;
	assert_int_equal(parse(words, &o, &err), 0);
	assert_int_equal(o.path_rule.n, 3);
	assert_false(o.path_rule.at[0].include);
	assert_true(o.path_rule.at[1].include);
	assert_string_equal(o.path_rule.at[2].glob, "/c");
	options_release(&o);
}

static void test_compress(void **state)
{
	static const char *const words[] = {"-o", "-", "-o", "d/", "--compress", "zstd:3", NULL};
	struct options o;
	struct err err = {0};
	(void)state;
	assert_int_equal(parse(words, &o, &err), 0);
	assert_int_equal(o.outputs.at[0].compression, COMPRESSION_ZSTD);
	assert_int_equal(o.outputs.at[0].level, 3);
	options_release(&o);
}

static void test_architectures(void **state)
{
	static const char *const words[] = {"--arch", "arm64,amd64", "--arch=arm64, i386", NULL};
	struct options o;
	struct err err = {0};
	(void)state;
	assert_int_equal(parse(words, &o, &err), 0);
	assert_int_equal(o.architectures.n, 3);
	assert_string_equal(o.architectures.at[0], "arm64");
	assert_string_equal(o.architectures.at[1], "amd64");
	assert_string_equal(o.architectures.at[2], "i386");
	assert_string_equal(o.architecture, "arm64");
	options_release(&o);
}

static void test_refusals(void **state)
{
	static const struct {
		const char *words[WORDS];
		const char *text;
	} cases[] = {
		{{"--profil", "cc"}, "unknown option '--profil'"},
		{{"-x"}, "unknown option '-x'"},
		{{"--profile"}, "--profile needs a value"},
		{{"--raw=yes"}, "--raw takes no value"},
		{{"-o", "file.zip"}, "unknown output format: 'file.zip'"},
		{{"--jobs", "0"}, "is not a number from 1"},
		{{"--memory", "lots"}, "is not a size"},
		{{"--progress", "often"}, "is not auto, always or never"},
		{{"--limit", "height=3"}, "is not memory=SIZE"},
		{{"-o", "-", "--json"}, "standard output can take one thing"},
		{{"--pool", "x"}, "--pool goes with --packages"},
		{{"-o", "x.tar.gz", "--compress", "xz"}, "does not fit the name"},
		{{"--compress", "lz4"}, "is not gzip, xz, zstd or none"},
		{{"--arch", ""}, "is not the name of an architecture"},
		{{"--arch", "amd64,"}, "is not the name of an architecture"},
		{{"--arch", "amd64,x"}, "is not the name of an architecture"},
		{{"--arch", "amd64,Arm64"}, "is not the name of an architecture"},
		{{"--arch", "amd64,arm64", "-o", "x.tar"}, "do not go into one target"},
		{{"--status", "x", "--from", "y"}, "--status and --from cannot go together"},
		{{"--status", "x", "--debs", "y"}, "--status takes the place of every other source"},
		{{"--from", "x", "--packages", "y"}, "--from takes the place of every other source"},
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct options o;
		struct err err = {0};
		assert_int_equal(parse(cases[i].words, &o, &err), -1);
		check_error(&err, STATUS_FATAL, cases[i].text);
		options_release(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_order_of_path_rules),
		cmocka_unit_test(test_compress),
		cmocka_unit_test(test_architectures),
		cmocka_unit_test(test_refusals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
