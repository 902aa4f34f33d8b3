/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Common header of all unit tests: cmocka, which needs these headers included first,
 * and checks for the error object. */
#ifndef TESTS_UNIT_SUPPORT_TEST_H
#define TESTS_UNIT_SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"

/* Checks that the error has this status and that its text contains `part`; frees it. */
static inline void check_error(struct err *err, enum status status, const char *part)
{
	if (!err->text)
		fail_msg("no error, expected \"%s\"", part);
	if (!strstr(err->text, part))
		fail_msg("error is \"%s\", expected \"%s\"", err->text, part);
	assert_int_equal(err->status, status);
	err_release(err);
}

static inline void check_no_error(struct err *err)
{
	if (err->text)
		fail_msg("unexpected error: %s", err->text);
}

/* Skips the test; tests/run lists the reason. */
#define skip_because(reason)                 \
	do {                                 \
		printf("skipped: %s\n", reason); \
		skip();                      \
	} while (0)

#endif
