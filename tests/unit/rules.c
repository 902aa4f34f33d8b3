/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The shipped rules load, and a relation is cut only if every alternative is
 * covered. */
#include "model/rules.h"

#include <stdlib.h>

#include "tests/unit/support/test.h"

static const struct cut_rule *cut(const struct rules *rules, const char *of, const char *a,
				  const char *b)
{
	struct alternative alternatives[] = {{.name = a}, {.name = b}};
	const struct relation relation = {.alternative = alternatives, .n = b ? 2 : 1};
	return rules_cut(rules, of, &relation);
}

static void test_cuts(void **state)
{
	struct rules rules;
	struct err err = {0};
	(void)state;
	assert_int_equal(rules_load("data/rules", &rules, &err), 0);
	assert_non_null(cut(&rules, "tzdata", "debconf", "debconf-2.0"));
	assert_null(cut(&rules, "tzdata", "debconf", "perl"));
	assert_string_equal(cut(&rules, "perl-base", "dpkg", NULL)->name, "dpkg");
	/* Only of the package that the rule names. */
	assert_non_null(cut(&rules, "ca-certificates", "openssl", NULL));
	assert_null(cut(&rules, "postfix", "openssl", NULL));
	/* systemd only beside what it stands in for. */
	assert_non_null(cut(&rules, "dbus", "systemd", "systemd-sysusers"));
	assert_null(cut(&rules, "dbus", "systemd", NULL));
	for (size_t i = 0; i < rules.cut.n; i++)
		assert_true(strlen(rules.cut.at[i].reason) > 10);
	for (size_t i = 0; i < rules.size.list.n; i++)
		assert_true(strlen(rules.size.list.at[i].reason) > 8);
	rules_release(&rules);
}

/* Each once, with ids of the range that Debian fixes. */
static void test_accounts(void **state)
{
	struct rules rules;
	struct err err = {0};
	bool found = false;
	(void)state;
	assert_int_equal(rules_load("data/rules", &rules, &err), 0);
	for (size_t i = 0; i < rules.account.n; i++) {
		const struct account_rule *a = &rules.account.at[i];
		assert_true(a->id <= 100 || a->id == 65534);
		assert_true(a->group || (a->home[0] == '/' && a->shell[0] == '/' && a->gecos));
		found |= !a->group && strcmp(a->name, "www-data") == 0 && a->id == 33 && a->gid == 33;
		for (size_t k = 0; k < i; k++)
			assert_true(rules.account.at[k].group != a->group ||
				    (rules.account.at[k].id != a->id &&
				     strcmp(rules.account.at[k].name, a->name) != 0));
	}
	assert_true(found);
	rules_release(&rules);
}

static void test_triggers(void **state)
{
	struct rules rules;
	struct err err = {0};
	(void)state;
	assert_int_equal(rules_load("data/rules", &rules, &err), 0);
	assert_string_equal(rules_trigger(&rules, "ldconfig")->generates, "ld.so.cache");
	assert_string_equal(rules_trigger(&rules, "update-ca-certificates")->generates, "ca-bundle");
	assert_string_equal(rules_trigger(&rules, "update-ca-certificates-java-fresh")->generates, "java-keystore");
	assert_null(rules_trigger(&rules, "/etc/php/8.2/fpm")->generates);
	assert_null(rules_trigger(&rules, "libc-upgrade")->generates);
	assert_null(rules_trigger(&rules, "ldconfigs"));
	assert_null(rules_trigger(&rules, ""));
	rules_release(&rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_cuts), cmocka_unit_test(test_accounts),
					   cmocka_unit_test(test_triggers)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
