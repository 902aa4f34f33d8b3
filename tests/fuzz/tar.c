/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a data.tar with the tar reader and plan. Repairs checksums first, because a
 * fuzzer does not find them. */
#include "tests/fuzz/support/data.h"

enum { BLOCK = 512, CHECKSUM = 148, MAGIC = 257 };

/* Sets the checksum of every block that looks like a header. */
static void mend(uint8_t *tar, size_t size)
{
	for (size_t at = 0; at + BLOCK <= size; at += BLOCK) {
		uint8_t *block = tar + at;
		unsigned sum = 0;
		if (memcmp(block + MAGIC, "ustar", 5) != 0)
			continue;
		memset(block + CHECKSUM, ' ', 8);
		for (size_t i = 0; i < BLOCK; i++)
			sum += block[i];
		for (int digit = 5; digit >= 0; digit--, sum /= 8)
			block[CHECKSUM + digit] = (uint8_t)('0' + sum % 8);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size + 1);
	memcpy(copy, data, size);
	mend(copy, size);
	read_tar(source_memory((struct str){(const char *)copy, size}));
	free(copy);
	return 0;
}
