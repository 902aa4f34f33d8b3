/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the result of a compromised worker: if record_read() accepts it, all of it
 * must be within the file. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "stage/ingest/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile unsigned sink;

static void touch(struct str bytes)
{
	unsigned sum = 0;
	for (size_t i = 0; i < bytes.n; i++)
		sum += (unsigned char)bytes.p[i];
	sink += sum;
}

static void touch_all(const struct package_files *out)
{
	for (size_t i = 0; i < out->member.n; i++) {
		const struct member *m = &out->member.at[i];
		if (strlen(m->path) > PATH_LONGEST || m->mode > 07777 || m->type > MEMBER_HARDLINK)
			abort();
		bool link = m->type == MEMBER_SYMLINK || m->type == MEMBER_HARDLINK;
		if (link != (m->target != NULL) || (link && strlen(m->target) > PATH_LONGEST))
			abort();
		if (m->type != MEMBER_FILE && m->body.n)
			abort();
		touch(m->body);
	}
	for (size_t i = 0; i < out->control.n; i++) {
		if (strchr(out->control.at[i].name, '/'))
			abort();
		touch(out->control.at[i].body);
	}
	touch(out->list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct record_expect expect = {.names = 2, .members = 50};
	struct package_files out = {0};
	struct err err = {0};
	char *copy = malloc(size + 1);
	memcpy(copy, data, size);
	/* A fuzzer does not find the magic and the size. */
	if (size >= sizeof(struct record_tail)) {
		uint64_t end[2] = {size, RECORD_MAGIC};
		memcpy(copy + size - sizeof(end), end, sizeof(end));
	}
	if (record_read((struct str){copy, size}, &expect, &out, &err) == 0)
		touch_all(&out);
	else if (err.status != STATUS_UNTRUSTED || out.member.n || out.control.n)
		abort();
	package_files_release(&out);
	err_release(&err);
	free(copy);
	return 0;
}
