/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/ingest/plan.h"

#include "base/path.h"

static int refuse_member(struct err *err, const char *text)
{
	return err_set(err, STATUS_UNTRUSTED, "%s", text);
}

static int member_type(enum tar_type type, enum member_type *out, struct err *err)
{
	switch (type) {
	case TAR_FILE:
		*out = MEMBER_FILE;
		return 0;
	case TAR_DIR:
		*out = MEMBER_DIR;
		return 0;
	case TAR_SYMLINK:
		*out = MEMBER_SYMLINK;
		return 0;
	case TAR_HARDLINK:
		*out = MEMBER_HARDLINK;
		return 0;
	case TAR_CHARDEV:
	case TAR_BLOCKDEV:
	case TAR_FIFO:
		break;
	}
	return refuse_member(err, "devices and FIFOs are not taken");
}

/* The index of the member at a path, or PLAN_NONE. */
static size_t find_planned(const struct ingest_plan *plan, const char *path)
{
	uintptr_t place = (uintptr_t)map_get(&plan->by_path, str_from(path));
	return place ? (size_t)place - 1 : PLAN_NONE;
}

static int set_symlink(struct ingest_plan *plan, struct planned *member, struct str text, struct err *err)
{
	if (text.n > PATH_LONGEST)
		return err_set(err, STATUS_UNTRUSTED, "target of a symlink longer than %d bytes",
			       PATH_LONGEST);
	if (memchr(text.p, '\n', text.n) || memchr(text.p, 0, text.n))
		return refuse_member(err, "target of a symlink holds a NUL or a newline");
	member->target = arena_strndup(&plan->arena, text.p, text.n);
	return 0;
}

/* A hard link to a hard link is another name of the same file. */
static int set_hardlink(const struct ingest_plan *plan, struct planned *member, struct str text,
			struct err *err)
{
	char target[PATH_LONGEST + 1];
	if (path_normalise(text, target, err) != 0)
		return err_wrap(err, "target of a hard link");
	size_t index = find_planned(plan, target);
	member->file = index == PLAN_NONE ? PLAN_NONE : plan->member.at[index].file;
	if (member->file == PLAN_NONE)
		return refuse_member(err, "hard link to something that is no file before it");
	return 0;
}

static int set_link(struct ingest_plan *plan, struct planned *member, const struct tar_entry *entry,
		    struct err *err)
{
	if (member->type == MEMBER_SYMLINK)
		return set_symlink(plan, member, entry->link, err);
	if (member->type == MEMBER_HARDLINK)
		return set_hardlink(plan, member, entry->link, err);
	return 0;
}

static int place_planned(struct ingest_plan *plan, const struct planned *member, size_t *index, struct err *err)
{
	*index = find_planned(plan, member->path);
	if (*index != PLAN_NONE) {
		if (member->type != MEMBER_DIR || plan->member.at[*index].type != MEMBER_DIR)
			return refuse_member(err, "the path was there before");
		plan->member.at[*index] = *member;
		return 0;
	}
	vec_push(&plan->member, *member);
	*index = plan->member.n - 1;
	*map_at(&plan->by_path, str_from(member->path)) = (void *)(uintptr_t)plan->member.n;
	return 0;
}

static void judge(struct planned *member, const struct filter *filter, const char *package)
{
	member->verdict = filter_judge(filter, package, member->path, member->type, &member->rule);
	if (member->verdict == VERDICT_KEEP)
		member->rule = 0;
}

int ingest_plan_add(struct ingest_plan *plan, const struct tar_entry *entry, uint64_t number,
	     const struct filter *filter, const char *package, size_t *index, struct err *err)
{
	char path[PATH_LONGEST + 1];
	struct planned member = {.mode = entry->mode,
				 .uid = entry->uid,
				 .gid = entry->gid,
				 .mtime = entry->mtime,
				 .number = number,
				 .file = PLAN_NONE,
				 .carrier = PLAN_NONE,
				 .size = entry->size};
	if (path_normalise(entry->name, path, err) != 0 ||
	    member_type(entry->type, &member.type, err) != 0)
		return -1;
	if (!*path && member.type != MEMBER_DIR)
		return refuse_member(err, "the root is not a directory");
	plan->names += entry->name.n + entry->link.n;
	if (plan->names > PLAN_NAMES_LARGEST)
		return refuse_member(err, "the names of the members take more than 128 MiB");
	member.path = arena_strdup(&plan->arena, path);
	if (set_link(plan, &member, entry, err) != 0)
		return -1;
	if (member.type == MEMBER_FILE)
		member.file = plan->member.n;
	judge(&member, filter, package);
	return place_planned(plan, &member, index, err);
}

/* Directories that the loader searches by default: "usr/lib", "lib64",
 * "usr/lib/x86_64-linux-gnu". */
static bool is_loader_path(struct str dir)
{
	dir = str_starts(dir, "usr/") ? (struct str){dir.p + 4, dir.n - 4} : dir;
	if (!str_starts(dir, "lib"))
		return false;
	const char *slash = memchr(dir.p, '/', dir.n);
	struct str rest = slash ? (struct str){slash + 1, dir.n - (size_t)(slash + 1 - dir.p)} : (struct str){0};
	return !slash || (!memchr(rest.p, '/', rest.n) && memmem(rest.p, rest.n, "-linux-gnu", strlen("-linux-gnu")));
}

/* libltdl opens NAME.la, which describes NAME.so. */
static bool has_loadable_library(const struct ingest_plan *plan, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t n = strlen(path);
	if (!slash || !str_ends(str_from(path), ".la") || is_loader_path((struct str){path, (size_t)(slash - path)}))
		return false;
	char *library CLEANUP(mem_freep) = mem_printf("%.*s.so", (int)(n - strlen(".la")), path);
	size_t index = find_planned(plan, library);
	return index != PLAN_NONE && plan->member.at[index].verdict != VERDICT_DROP;
}

void ingest_plan_look(struct ingest_plan *plan)
{
	for (size_t i = 0; i < plan->member.n; i++) {
		struct planned *member = &plan->member.at[i];
		if (member->verdict != VERDICT_LOOK)
			continue;
		bool keep = member->loaded || has_loadable_library(plan, member->path);
		member->verdict = keep ? VERDICT_KEEP : VERDICT_DROP;
		member->rule = keep ? 0 : member->rule;
	}
}

void ingest_plan_judge(struct ingest_plan *plan, const struct filter *filter, const char *package)
{
	for (size_t i = 0; i < plan->member.n; i++)
		judge(&plan->member.at[i], filter, package);
}

void ingest_plan_settle(struct ingest_plan *plan)
{
	for (size_t i = 0; i < plan->member.n; i++) {
		const struct planned *member = &plan->member.at[i];
		if (member->file == PLAN_NONE || member->verdict == VERDICT_DROP)
			continue;
		struct planned *file = &plan->member.at[member->file];
		if (file->carrier == PLAN_NONE ||
		    (plan->member.at[file->carrier].verdict == VERDICT_HOLD &&
		     member->verdict == VERDICT_KEEP))
			file->carrier = i;
	}
}

bool ingest_plan_lacks_body(const struct planned *file)
{
	return file->type == MEMBER_FILE && file->carrier != PLAN_NONE && !file->stored;
}

void ingest_plan_release(struct ingest_plan *plan)
{
	arena_release(&plan->arena);
	map_release(&plan->by_path);
	vec_release(&plan->member);
}
