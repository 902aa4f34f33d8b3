/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/closure_needed.h"

#include <string.h>

#include "base/log.h"
#include "base/path.h"
#include "fmt/elf.h"

/* Held members of one name. */
struct library {
	VEC(struct member *) member;
};

static bool is_library(const struct member *m)
{
	return m->held && m->type != MEMBER_DIR && strstr(path_base(m->path), ".so");
}

void needed_open(struct needed *needed, struct member **all, size_t n)
{
	*needed = (struct needed){.seen = mem_alloc(n + 1)};
	for (size_t i = 0; i < n; i++) {
		if (!is_library(all[i]))
			continue;
		void **place = map_at(&needed->libraries, str_from(path_base(all[i]->path)));
		if (!*place)
			*place = mem_alloc(sizeof(struct library));
		struct library *library = *place;
		vec_push(&library->member, all[i]);
	}
}

static bool want(const struct needed *needed, struct str name, const struct member *by)
{
	const char *slash = name.n ? memrchr(name.p, '/', name.n) : NULL;
	bool changed = false;
	if (slash)
		name = (struct str){slash + 1, name.n - (size_t)(slash + 1 - name.p)};
	const struct library *library = map_get(&needed->libraries, name);
	for (size_t i = 0; library && i < library->member.n; i++) {
		struct member *m = library->member.at[i];
		if (m->held)
			log_info("/%s stays: /%s is linked with it", m->path, by->path);
		changed |= m->held;
		m->held = false;
	}
	return changed;
}

static bool want_all(const struct needed *needed, const struct member *by)
{
	struct elf elf;
	struct err ignored = {0};
	bool changed = false;
	if (elf_read(by->body, &elf, &ignored) == 0)
		for (size_t i = 0; i < elf.needed.n; i++)
			changed |= want(needed, elf.needed.at[i], by);
	elf_release(&elf);
	err_release(&ignored);
	return changed;
}

bool needed_settle(struct needed *needed, struct member **all, size_t n)
{
	bool changed = false;
	for (size_t i = 0; needed->libraries.n && i < n; i++) {
		const struct member *m = all[i];
		if (m->held || needed->seen[i] || m->type != MEMBER_FILE)
			continue;
		needed->seen[i] = true;
		if (elf_is(m->body))
			changed |= want_all(needed, m);
	}
	return changed;
}

void needed_release(struct needed *needed)
{
	for (size_t i = 0; i < needed->libraries.n; i++) {
		struct library *library = needed->libraries.entry[i].value;
		vec_release(&library->member);
		free(library);
	}
	map_release(&needed->libraries);
	free(needed->seen);
}
