/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a tar as an image: whatever it contains, the gate must finish with complete
 * findings. Repairs checksums first, because a fuzzer does not find them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "in/in_parts.h"
#include "stage/gate/gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BLOCK = 512, CHECKSUM = 148, MAGIC = 257 };

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

static void promise(bool kept)
{
	if (!kept)
		abort();
}

static void judge(const struct fileset *files)
{
	const struct gate_input input = {files, NULL};
	struct gate gate;
	gate_run(&input, &gate);
	for (size_t i = 0; i < gate.finding.n; i++) {
		const struct finding *f = &gate.finding.at[i];
		promise(f->path[0] == '/' && f->check && f->reason && *f->reason);
	}
	gate_release(&gate);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct in_options options = {{1 << 20, 4 << 20}, 10000, 1, NULL};
	uint8_t *copy = malloc(size + 1);
	struct in in = {0};
	struct err err = {0};
	memcpy(copy, data, size);
	mend(copy, size);
	vec_push(&in.image, ((struct in_image){0}));
	struct str bytes = {(const char *)copy, size};
	bool layer = size && data[size - 1] & 1;
	if (!in_add_tar(bytes, layer, &options, &in, &in.image.at[0], &err) &&
	    !in_add_parents(&in.image.at[0], &err))
		judge(&in.image.at[0].files);
	promise(!err.text == !err.status);
	err_release(&err);
	in_release(&in);
	free(copy);
	return 0;
}
