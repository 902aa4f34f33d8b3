/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom an image runs as, by its own accounts. */
#include "model/principal.h"

#include "tests/unit/support/test.h"

static const char passwd[] = "root:x:0:0:root:/root:/bin/sh\n"
			     "app:x:1000:50::/:/bin/sh\n"
			     "broken\n"
			     "77:x:78:79::/:/bin/sh\n";
static const char group[] = "root:x:0:\nstaff:x:50:\nvideo:x:44:other,app\naudio:x:29:app2\n";

/* "UID: GID GID ...", or "unknown". */
static void finds(const char *user, const char *want)
{
	struct principal p;
	struct buf got = {0};
	principal_find(user, str_from(passwd), str_from(group), &p);
	if (p.known)
		buf_printf(&got, "%u:", p.uid);
	else
		buf_puts(&got, "unknown");
	for (size_t i = 0; p.known && i < p.gid.n; i++)
		buf_printf(&got, " %u", p.gid.at[i]);
	assert_string_equal(got.p, want);
	principal_release(&p);
	buf_release(&got);
}

static void test_users(void **state)
{
	(void)state;
	finds("0", "0: 0");
	finds("root", "0: 0");
	finds("app", "1000: 50 44");
	finds("1000", "1000: 50 44");
	/* A number without an account has no group but root's. */
	finds("65532", "65532: 0");
	finds("nobody", "unknown");
	/* A name that is a number. */
	finds("77", "78: 79");
}

static void test_groups(void **state)
{
	(void)state;
	finds("app:staff", "1000: 50");
	finds("app:0", "1000: 0");
	finds("65532:65532", "65532: 65532");
	finds("app:nogroup", "unknown");
	finds("nobody:0", "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_users), cmocka_unit_test(test_groups)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
