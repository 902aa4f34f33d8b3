/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Leaks memory on purpose: tests/run and tests/e2e/leaks.sh check that the sanitizer reports it. */
#include <stdlib.h>

int main(void)
{
	/* Several times, since a register may still hold the last pointer. */
	for (int i = 0; i < 8; i++) {
		void *volatile lost = malloc(100);
		lost = NULL;
		(void)lost;
	}
	return 0;
}
