/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "in/tar_members.h"

#include "base/path.h"
#include "fmt/elf.h"
#include "fmt/shebang.h"
#include "model/fileset.h"

/* Larger content goes to the spool. */
enum { SMALL = 64 * 1024 };

struct reading {
	const struct tar_question *question;
	struct arena *arena;
	struct tar_members *out;
	struct tar_import *tar;
	struct sink *spool; /* NULL until something is written */
	struct err *err;
};

/* Decodes by the first bytes, whatever the name of the file is. */
static struct source *decode(struct str body, const struct decompress_limits *limits, struct err *err)
{
	static const struct {
		struct str magic;
		enum compression kind;
	} known[] = {{{"\x1f\x8b", 2}, COMPRESSION_GZIP},
		     {{"\xfd" "7zXZ\0", 6}, COMPRESSION_XZ},
		     {{"\x28\xb5\x2f\xfd", 4}, COMPRESSION_ZSTD}};
	enum compression kind = COMPRESSION_NONE;
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (body.n >= known[i].magic.n && !memcmp(body.p, known[i].magic.p, known[i].magic.n))
			kind = known[i].kind;
	return decompress_open(kind, source_memory(body), limits, err);
}

/* --- content ------------------------------------------------------------ */

/* The loader's cache, and the files that define an image's user. */
static bool is_read_whole(const char *path)
{
	static const char *const paths[] = {"etc/ld.so.cache", "etc/passwd", "etc/group", NULL};
	return list_holds(paths, path);
}

static int keep_spooled(struct reading *r, struct str piece, struct tar_member *m)
{
	int more = 1;
	if (!r->spool)
		r->spool = sink_fd(r->question->spool, "temporary file");
	m->spooled = true;
	m->at = r->out->spooled;
	for (; more > 0; more = tar_import_body(r->tar, &piece, r->err)) {
		if (sink_write(r->spool, piece.p, piece.n, r->err))
			return -1;
		m->size += piece.n;
	}
	r->out->spooled += m->size;
	return more;
}

static int keep_small(struct reading *r, struct str piece, struct tar_member *m)
{
	struct buf body CLEANUP(buf_release) = {0};
	int more = 1;
	for (; more > 0; more = tar_import_body(r->tar, &piece, r->err))
		buf_add(&body, piece.p, piece.n);
	m->body = (struct str){arena_strndup(r->arena, body.p ? body.p : "", body.n), body.n};
	return more;
}

static int read_body(struct reading *r, const struct tar_import_entry *entry, struct tar_member *m)
{
	struct str piece;
	int more;
	bool whole = r->question->bodies == TAR_BODIES_ALL || is_read_whole(m->path);
	bool wanted = whole || (r->question->bodies == TAR_BODIES_RUN && member_may_run(m->path, m->mode));
	if (r->question->bodies == TAR_BODIES_NONE || !wanted)
		return 0;
	if ((more = tar_import_body(r->tar, &piece, r->err)) <= 0)
		return more;
	if (whole || elf_is(piece))
		return entry->size > SMALL ? keep_spooled(r, piece, m) : keep_small(r, piece, m);
	piece.n = piece.n < SHEBANG_LONGEST ? piece.n : SHEBANG_LONGEST;
	if (str_starts(piece, "#!"))
		m->body = (struct str){arena_strndup(r->arena, piece.p, piece.n), piece.n};
	return 0;
}

/* --- members ------------------------------------------------------------ */

static int add_member(struct reading *r, const struct tar_import_entry *entry)
{
	char path[PATH_LONGEST + 1];
	if (path_normalise(str_from(entry->name), path, r->err))
		return err_wrap(r->err, "%s", entry->name);
	struct tar_member m = {.path = arena_strdup(r->arena, path), .link = arena_strdup(r->arena, entry->link),
			       .type = entry->type, .mode = entry->mode, .uid = entry->uid, .gid = entry->gid,
			       .mtime = entry->mtime};
	if (m.type == TAR_IMPORT_FILE && read_body(r, entry, &m))
		return err_wrap(r->err, "/%s", path);
	vec_push(&r->out->member, m);
	return 0;
}

static bool is_last(const struct reading *r)
{
	const struct tar_members *out = r->out;
	if (!r->question->stop_at || !out->member.n)
		return false;
	struct str rest = str_from(out->member.at[out->member.n - 1].path), top;
	str_split(&rest, '/', &top);
	for (const char *const *name = r->question->stop_at; *name; name++)
		if (str_is(top, *name))
			return true;
	return false;
}

static int read_members(struct reading *r)
{
	const struct tar_question *question = r->question;
	struct tar_import_entry entry;
	int more = 1;
	while (!is_last(r) && (more = tar_import_next(r->tar, &entry, r->err)) > 0) {
		if (question->interrupted && *question->interrupted)
			return err_set(r->err, STATUS_FATAL, "interrupted");
		if (r->out->member.n >= question->members) {
			err_set(r->err, STATUS_UNTRUSTED, "more than %llu members",
				(unsigned long long)question->members);
			return err_hint(r->err, "--limit members=NUMBER allows more");
		}
		if (add_member(r, &entry))
			return -1;
	}
	return more < 0 || (r->spool && sink_finish(r->spool, r->err)) ? -1 : 0;
}

static int read_tar(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	struct reading r = {.question = question, .arena = arena, .out = record, .err = err};
	struct source *source = decode(body, &r.question->decoder, err);
	r.tar = source ? tar_import_open(source, err) : NULL;
	int status = r.tar ? read_members(&r) : -1;
	sink_close(r.spool);
	tar_import_close(r.tar);
	return status;
}

/* --- the record --------------------------------------------------------- */

static bool is_normal(const char *path)
{
	char normal[PATH_LONGEST + 1];
	struct err err = {0};
	bool normalised = !path_normalise(str_from(path), normal, &err);
	err_release(&err);
	return normalised && strcmp(path, normal) == 0;
}

static bool members_hold(const void *record)
{
	const struct tar_members *all = record;
	for (size_t i = 0; i < all->member.n; i++) {
		const struct tar_member *m = &all->member.at[i];
		if (!m->path || !m->link || !is_normal(m->path) || m->type > TAR_IMPORT_OTHER || m->mode > 07777)
			return false;
		if (m->size > all->spooled || m->at > all->spooled - m->size || (!m->spooled && (m->at || m->size)))
			return false;
	}
	return true;
}

static const struct shape member_shape =
	SHAPE(struct tar_member, FIELD(struct tar_member, NAME, path), FIELD(struct tar_member, NAME, link),
	      FIELD(struct tar_member, NUMBER, type), FIELD(struct tar_member, NUMBER, mode),
	      FIELD(struct tar_member, NUMBER, uid), FIELD(struct tar_member, NUMBER, gid),
	      FIELD(struct tar_member, NUMBER, mtime), FIELD(struct tar_member, TEXT, body),
	      FIELD(struct tar_member, BOOL, spooled), FIELD(struct tar_member, NUMBER, at),
	      FIELD(struct tar_member, NUMBER, size));
static const struct shape members_shape =
	SHAPE(struct tar_members, FIELD_ITEMS(struct tar_members, member, &member_shape),
	      FIELD(struct tar_members, NUMBER, spooled));

const struct reader tar_members_reader = {"tar", UINT64_MAX, &members_shape, read_tar, members_hold};
