/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the targets for tar archives share: reads one as the worker of
 * stage/ingest/ingest does, and aborts where a promise of a header is broken. */
#ifndef TESTS_FUZZ_SUPPORT_DATA_H
#define TESTS_FUZZ_SUPPORT_DATA_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "io/decompress.h"
#include "stage/ingest/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void promise(bool kept)
{
	if (!kept)
		abort();
}

static inline void check_entry(const struct tar_entry *entry)
{
	bool link = entry->type == TAR_SYMLINK || entry->type == TAR_HARDLINK;
	promise(entry->name.n > 0 && !memchr(entry->name.p, 0, entry->name.n));
	promise(link == (entry->link.n > 0));
	promise(entry->mode <= 07777 && entry->size <= TAR_MEMBER_LARGEST);
	promise(entry->type == TAR_FILE || entry->size == 0);
}

static inline void check_plan(const struct ingest_plan *plan)
{
	for (size_t i = 0; i < plan->member.n; i++) {
		const struct planned *m = &plan->member.at[i];
		char normal[PATH_LONGEST + 1];
		struct err err = {0};
		promise(path_normalise(str_from(m->path), normal, &err) == 0);
		promise(strcmp(normal, m->path) == 0);
		promise(*m->path || m->type == MEMBER_DIR);
		promise((m->type == MEMBER_SYMLINK) == (m->target != NULL));
		if (m->type == MEMBER_HARDLINK)
			promise(m->file < i && plan->member.at[m->file].type == MEMBER_FILE);
		if (m->type == MEMBER_FILE && m->verdict != VERDICT_DROP)
			promise(m->carrier != PLAN_NONE);
	}
}

/* Takes over the source, which may be NULL. */
static inline void read_tar(struct source *source)
{
	static struct path_rule rules[] = {{.glob = "/d*"}, {.glob = "/h*", .hold = true}};
	static const char *names[] = {"x"};
	struct filter filter = {.rule = {rules, 2, 2}, .names = {names, 1, 1}};
	struct ingest_plan plan = {0};
	struct tar_entry entry;
	struct str piece;
	struct err err = {0};
	size_t index;
	if (!source)
		return;
	struct tar_reader *tar = tar_open(source);
	while (tar_next(tar, &entry, &err) > 0) {
		uint64_t sum = 0;
		check_entry(&entry);
		if (ingest_plan_add(&plan, &entry, tar_index(tar), &filter, "p", &index, &err) != 0)
			break;
		int more = 1;
		if (plan.member.at[index].verdict == VERDICT_KEEP)
			while ((more = tar_body(tar, &piece, &err)) > 0)
				sum += piece.n;
		promise(more != 0 || sum == entry.size);
		if (more < 0)
			break;
	}
	promise(!err.text == !err.status);
	ingest_plan_settle(&plan);
	check_plan(&plan);
	ingest_plan_release(&plan);
	tar_close(tar);
	err_release(&err);
}

static inline int read_packed_tar(enum compression kind, const uint8_t *data, size_t size)
{
	static const struct decompress_limits limits = {16 << 20, 4 << 20};
	struct err err = {0};
	struct str bytes = {(const char *)data, size};
	read_tar(decompress_open(kind, source_memory(bytes), &limits, &err));
	err_release(&err);
	return 0;
}

#endif
