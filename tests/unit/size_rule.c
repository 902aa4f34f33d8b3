/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Size rules: stanzas become values with one default, a setting puts another in
 * force, what is unknown is refused with the nearest name, and a cut may hang on
 * a value. */
#include "model/rules.h"

#include "tests/unit/support/test.h"

static int read_text(const char *text, struct size_rules *rules, struct arena *arena, struct err *err)
{
	struct deb822 file;
	int status = deb822_parse("x.rules", str_from(text), DEB822_COMMENTS, STATUS_FATAL, &file, err);
	*rules = (struct size_rules){0};
	for (size_t i = 0; !status && i < file.stanza.n; i++)
		status = size_rules_read(rules, arena, &file, &file.stanza.at[i], err);
	deb822_release(&file);
	return status ? status : size_rules_complete(rules, err);
}

static const char three[] = "Rule: docs\nReason: for people\nPaths:\n exclude /usr/share/doc/*\n"
			    "\n"
			    "Rule: gconv\nValue: utf\nDefault: yes\nHold: yes\nReason: few\n"
			    "Paths:\n exclude /gconv/*\n include /gconv/UTF-16.so\n"
			    "\n"
			    "Rule: gconv\nValue: all\nReason: many\nOf: libc6\n";

static void test_values(void **state)
{
	struct size_rules rules;
	struct arena arena = {0};
	struct err err = {0};
	(void)state;
	assert_int_equal(read_text(three, &rules, &arena, &err), 0);
	assert_int_equal(rules.list.n, 4);
	/* Without a Value there are two. */
	assert_string_equal(rules.list.at[0].value, "drop");
	assert_int_equal(rules.list.at[0].line.n, 1);
	assert_string_equal(rules.list.at[1].value, "keep");
	assert_int_equal(rules.list.at[1].line.n, 0);
	assert_true(rules.list.at[2].hold);
	assert_true(rules.list.at[2].line.at[1].include);
	assert_null(rules.list.at[2].of);
	assert_string_equal(rules.list.at[3].of, "libc6");
	assert_string_equal(size_rules_value(&rules, "docs"), "drop");
	assert_string_equal(size_rules_value(&rules, "gconv"), "utf");
	assert_null(size_rules_value(&rules, "doc"));
	assert_int_equal(size_rules_set(&rules, " gconv = all , docs=keep", "--rule", &err), 0);
	assert_string_equal(size_rules_value(&rules, "docs"), "keep");
	assert_true(size_rules_hold(&rules, "gconv=all"));
	assert_false(size_rules_hold(&rules, "gconv=utf"));
	assert_true(size_rules_know(&rules, "gconv=utf"));
	assert_false(size_rules_know(&rules, "gconv=none"));
	assert_false(size_rules_know(&rules, "gconv"));
	/* The later one wins. */
	assert_int_equal(size_rules_set(&rules, "docs=drop,docs=keep,docs=drop", "--rule", &err), 0);
	assert_string_equal(size_rules_value(&rules, "docs"), "drop");
	size_rules_release(&rules);
	arena_release(&arena);
}

static void refuse(const char *setting, const char *text, const char *hint)
{
	struct size_rules rules;
	struct arena arena = {0};
	struct err err = {0};
	assert_int_equal(read_text(three, &rules, &arena, &err), 0);
	assert_int_equal(size_rules_set(&rules, setting, "--rule", &err), -1);
	assert_int_equal(err.status, STATUS_FATAL);
	if (!strstr(err.text, text))
		fail_msg("'%s' does not hold '%s'", err.text, text);
	assert_true(!hint || (err.hint && strstr(err.hint, hint)));
	err_release(&err);
	size_rules_release(&rules);
	arena_release(&arena);
}

static void test_unknown(void **state)
{
	(void)state;
	refuse("gconf=all", "--rule: unknown rule 'gconf'", "did you mean 'gconv'; there are docs, gconv");
	refuse("gconv=al", "'al' is no value of the rule 'gconv'", "did you mean 'all'; there are utf, all");
	refuse("gconv=", "'' is no value", "there are utf, all");
	refuse("docs=drop,gconv", "'gconv' is not NAME=VALUE", "debslim rules");
	refuse("docs=drop,,gconv=all", "'' is not NAME=VALUE", NULL);
	refuse("", "'' is not NAME=VALUE", NULL);
	refuse("=all", "unknown rule ''", NULL);
}

static void refuse_text(const char *text, const char *wanted)
{
	struct size_rules rules;
	struct arena arena = {0};
	struct err err = {0};
	assert_int_equal(read_text(text, &rules, &arena, &err), -1);
	assert_int_equal(err.status, STATUS_FATAL);
	if (!strstr(err.text, wanted))
		fail_msg("'%s' does not hold '%s'", err.text, wanted);
	err_release(&err);
	size_rules_release(&rules);
	arena_release(&arena);
}

static void test_bad_stanzas(void **state)
{
	(void)state;
	refuse_text("Rule: a\nReason: b\n", "x.rules:1:");
	refuse_text("Rule: a\nValue: b\nDefault: yes\n", "needs a Reason");
	refuse_text("Rule: a\nValue: b\nReason: c\nDefault: maybe\n", "x.rules:4:10: Default is yes or no");
	refuse_text("Rule: a\nValue: b\nReason: c\nHold: 1\n", "Hold is yes or no");
	refuse_text("Rule: a\nValue: b\nReason: c\nPath: /d\n", "unknown field 'Path'");
	refuse_text("Rule: a\nReason: c\nPaths:\n exclude d\n", "not 'exclude /GLOB'");
	refuse_text("Rule: a\nValue: b\nReason: c\n", "rule 'a' has 0 values with 'Default: yes'");
	refuse_text("Rule: a\nValue: b\nDefault: yes\nReason: c\n\n"
		    "Rule: a\nValue: d\nDefault: yes\nReason: c\n", "has 2 values");
	refuse_text("Rule: a\nReason: c\nPaths:\n exclude /d\n\nRule: a\nValue: keep\nReason: e\n",
		    "x.rules:6:7: 'a=keep' was there before");
}

/* The shipped data: a cut that a rule takes back. */
static void test_cut(void **state)
{
	struct alternative provider = {.name = "openssl-provider-legacy"};
	const struct relation relation = {.alternative = &provider, .n = 1};
	struct rules rules;
	struct err err = {0};
	(void)state;
	assert_int_equal(rules_load("data/rules", &rules, &err), 0);
	assert_non_null(rules_cut(&rules, "libssl3t64", &relation));
	assert_int_equal(size_rules_set(&rules.size, "openssl=legacy", "--rule", &err), 0);
	assert_null(rules_cut(&rules, "libssl3t64", &relation));
	rules_release(&rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_bad_stanzas),
		cmocka_unit_test(test_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
