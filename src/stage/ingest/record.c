/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/ingest/record.h"

#include "base/map.h"
#include "base/path.h"

/* --- the worker writes -------------------------------------------------- */

void record_open(struct record_writer *writer, int fd)
{
	*writer = (struct record_writer){.sink = sink_fd(fd, "the result of a worker")};
}

int record_append(struct record_writer *writer, struct str bytes, struct err *err)
{
	writer->at += bytes.n;
	return sink_write(writer->sink, bytes.p, bytes.n, err);
}

int record_begin_body(struct record_writer *writer, uint64_t *offset, struct err *err)
{
	static const char zeros[RECORD_ALIGN];
	*offset = (writer->at + RECORD_ALIGN - 1) & ~(uint64_t)(RECORD_ALIGN - 1);
	return record_append(writer, (struct str){zeros, (size_t)(*offset - writer->at)}, err);
}

uint64_t record_string(struct record_writer *writer, const char *text)
{
	uint64_t offset = writer->strings.n;
	buf_add(&writer->strings, text, strlen(text) + 1);
	return offset;
}

static int put_table(struct record_writer *writer, const void *table, size_t bytes,
		     uint64_t *offset, struct err *err)
{
	if (record_begin_body(writer, offset, err) != 0)
		return -1;
	return record_append(writer, (struct str){table, bytes}, err);
}

int record_finish(struct record_writer *writer, const struct record_member *member,
		  size_t members, const uint64_t *spared, size_t names, struct err *err)
{
	struct record_tail tail = {.strings_size = writer->strings.n,
				   .members = members,
				   .controls = writer->control.n,
				   .left_out = writer->left_out.n,
				   .spared = names,
				   .list_size = writer->list.n,
				   .magic = RECORD_MAGIC};
	uint64_t end;
	if (put_table(writer, writer->strings.p, writer->strings.n, &tail.strings, err) != 0 ||
	    put_table(writer, member, members * sizeof(*member), &tail.members_at, err) != 0 ||
	    put_table(writer, writer->control.at, writer->control.n * sizeof(*writer->control.at),
		      &tail.controls_at, err) != 0 ||
	    put_table(writer, writer->left_out.at, writer->left_out.n * sizeof(*writer->left_out.at),
		      &tail.left_out_at, err) != 0 ||
	    put_table(writer, spared, names * sizeof(*spared), &tail.spared_at, err) != 0 ||
	    put_table(writer, writer->list.p, writer->list.n, &tail.list, err) != 0 ||
	    record_begin_body(writer, &end, err) != 0)
		return -1;
	tail.size = end + sizeof(tail);
	if (record_append(writer, (struct str){(const char *)&tail, sizeof(tail)}, err) != 0)
		return -1;
	return sink_finish(writer->sink, err);
}

void record_release(struct record_writer *writer)
{
	sink_close(writer->sink);
	buf_release(&writer->strings);
	vec_release(&writer->control);
	vec_release(&writer->left_out);
	buf_release(&writer->list);
	*writer = (struct record_writer){0};
}

/* --- the parent reads --------------------------------------------------- */

struct record_reader {
	struct str file;
	struct record_tail tail;
	const struct record_expect *expect;
	struct map by_path; /* path → struct member * */
	struct err *err;
};

static int malformed(const struct record_reader *reader, const char *what)
{
	return err_set(reader->err, STATUS_UNTRUSTED, "result of the worker is malformed: %s",
		       what);
}

static bool lies_within(const struct record_reader *reader, uint64_t offset, uint64_t size)
{
	return offset <= reader->file.n && size <= reader->file.n - offset;
}

static bool table_fits(const struct record_reader *reader, uint64_t offset, uint64_t count, size_t size)
{
	return count <= reader->file.n / size && lies_within(reader, offset, count * size);
}

static int read_tail(struct record_reader *reader)
{
	struct record_tail *tail = &reader->tail;
	if (reader->file.n < sizeof(*tail))
		return malformed(reader, "too short");
	memcpy(tail, reader->file.p + reader->file.n - sizeof(*tail), sizeof(*tail));
	if (tail->magic != RECORD_MAGIC || tail->size != reader->file.n)
		return malformed(reader, "no tail");
	if (!lies_within(reader, tail->strings, tail->strings_size) ||
	    (tail->strings_size && reader->file.p[tail->strings + tail->strings_size - 1] != 0))
		return malformed(reader, "strings");
	if (tail->members > reader->expect->members ||
	    !table_fits(reader, tail->members_at, tail->members, sizeof(struct record_member)))
		return malformed(reader, "members");
	if (tail->controls > RECORD_CONTROLS_MOST ||
	    !table_fits(reader, tail->controls_at, tail->controls, sizeof(struct record_control)))
		return malformed(reader, "control files");
	if (tail->left_out > reader->expect->members ||
	    !table_fits(reader, tail->left_out_at, tail->left_out, sizeof(struct record_left_out)))
		return malformed(reader, "what was left out");
	if (tail->spared != reader->expect->names ||
	    !table_fits(reader, tail->spared_at, tail->spared, sizeof(uint64_t)))
		return malformed(reader, "what was spared");
	if (!lies_within(reader, tail->list, tail->list_size))
		return malformed(reader, "list of files");
	return 0;
}

/* The string ends inside the table, because its last byte is a NUL. NULL on error. */
static const char *string_at(const struct record_reader *reader, uint64_t offset)
{
	if (offset >= reader->tail.strings_size)
		return NULL;
	return reader->file.p + reader->tail.strings + offset;
}

/* NULL unless the string is a path in normal form. */
static const char *path_at(const struct record_reader *reader, uint64_t offset)
{
	char normal[PATH_LONGEST + 1];
	struct err ignored = {0};
	const char *path = string_at(reader, offset);
	if (path && path_normalise((struct str){path, strnlen(path, PATH_LONGEST + 1)}, normal,
				   &ignored) != 0)
		path = NULL;
	err_release(&ignored);
	return path && strcmp(path, normal) == 0 ? path : NULL;
}

static int check_symlink(const struct record_reader *reader, const struct member *member)
{
	size_t n = strnlen(member->target, PATH_LONGEST + 1);
	if (n == 0 || n > PATH_LONGEST || memchr(member->target, '\n', n))
		return malformed(reader, "target of a symlink");
	return 0;
}

static int read_target(const struct record_reader *reader, const struct record_member *record,
		       struct member *member)
{
	bool link = member->type == MEMBER_SYMLINK || member->type == MEMBER_HARDLINK;
	if (link != (record->target != RECORD_NONE))
		return malformed(reader, "target of a member that is no link");
	if (!link)
		return 0;
	member->target = member->type == MEMBER_SYMLINK ? string_at(reader, record->target)
							: path_at(reader, record->target);
	if (!member->target)
		return malformed(reader, "target of a link");
	return member->type == MEMBER_SYMLINK ? check_symlink(reader, member) : 0;
}

static int read_member_body(const struct record_reader *reader, const struct record_member *record,
			    struct member *member)
{
	if (member->type != MEMBER_FILE)
		return record->size ? malformed(reader, "body of a member that is no file") : 0;
	if (!lies_within(reader, record->body, record->size))
		return malformed(reader, "body of a file");
	member->body = (struct str){reader->file.p + record->body, (size_t)record->size};
	return 0;
}

static int read_member(struct record_reader *reader, const struct record_member *record,
		       struct member *member)
{
	*member = (struct member){.path = path_at(reader, record->path),
				  .type = (enum member_type)record->type,
				  .mode = record->mode,
				  .uid = record->uid,
				  .gid = record->gid,
				  .mtime = record->mtime,
				  .owner = reader->expect->owner,
				  .held = record->held != 0,
				  .rule = record->rule};
	if (!member->path)
		return malformed(reader, "name of a member");
	if (record->type > MEMBER_HARDLINK || (!*member->path && member->type != MEMBER_DIR))
		return malformed(reader, "type of a member");
	if (record->mode > 07777)
		return malformed(reader, "mode of a member");
	if (record->held > 1 || (record->held && record->rule >= reader->expect->names) ||
	    (!record->held && record->rule))
		return malformed(reader, "rule of a member");
	if (read_target(reader, record, member) != 0)
		return -1;
	return read_member_body(reader, record, member);
}

/* Checks that paths are unique and that a hard link points to a regular file of the same
 * package. */
static int check_member_paths(struct record_reader *reader, const struct package_files *out)
{
	for (size_t i = 0; i < out->member.n; i++) {
		void **slot = map_at(&reader->by_path, str_from(out->member.at[i].path));
		if (*slot)
			return malformed(reader, "a path comes twice");
		*slot = &out->member.at[i];
	}
	for (size_t i = 0; i < out->member.n; i++) {
		const struct member *member = &out->member.at[i], *file;
		if (member->type != MEMBER_HARDLINK)
			continue;
		file = map_get(&reader->by_path, str_from(member->target));
		if (!file || file->type != MEMBER_FILE)
			return malformed(reader, "hard link to something else than a file");
	}
	return 0;
}

static int read_record_members(struct record_reader *reader, struct package_files *out)
{
	size_t n = (size_t)reader->tail.members;
	out->member.at = mem_resize(NULL, n, sizeof(*out->member.at));
	out->member.cap = n;
	for (size_t i = 0; i < n; i++) {
		struct record_member record;
		memcpy(&record, reader->file.p + reader->tail.members_at + i * sizeof(record),
		       sizeof(record));
		if (read_member(reader, &record, &out->member.at[i]) != 0)
			return -1;
		out->member.at[i].origin = record.type == MEMBER_FILE ? out->origin : NULL;
		out->member.n++;
	}
	return check_member_paths(reader, out);
}

static int read_controls(struct record_reader *reader, struct package_files *out)
{
	for (uint64_t i = 0; i < reader->tail.controls; i++) {
		struct record_control record;
		memcpy(&record, reader->file.p + reader->tail.controls_at + i * sizeof(record),
		       sizeof(record));
		const char *name = path_at(reader, record.name);
		if (!name || !*name || strchr(name, '/') || package_files_control(out, name) ||
		    !lies_within(reader, record.body, record.size))
			return malformed(reader, "control file");
		struct str body = {reader->file.p + record.body, (size_t)record.size};
		vec_push(&out->control, ((struct control_file){name, body}));
	}
	return 0;
}

/* Checks that each line is an absolute path in normal form, or "/." for the root. */
static int read_list(const struct record_reader *reader, struct package_files *out)
{
	struct str rest = {reader->file.p + reader->tail.list, (size_t)reader->tail.list_size}, line;
	out->list = rest;
	if (rest.n && rest.p[rest.n - 1] != '\n')
		return malformed(reader, "list of files");
	rest.n -= rest.n > 0;
	while (out->list.n && str_split(&rest, '\n', &line)) {
		char normal[PATH_LONGEST + 1];
		struct err ignored = {0};
		bool good = line.n > 1 && line.p[0] == '/' &&
			    (str_is(line, "/.") ||
			     (path_normalise((struct str){line.p + 1, line.n - 1}, normal, &ignored) == 0 &&
			      str_is((struct str){line.p + 1, line.n - 1}, normal)));
		err_release(&ignored);
		if (!good)
			return malformed(reader, "list of files");
	}
	return 0;
}

static int read_left_out(const struct record_reader *reader, struct package_files *out)
{
	for (uint64_t i = 0; i < reader->tail.left_out; i++) {
		struct record_left_out record;
		memcpy(&record, reader->file.p + reader->tail.left_out_at + i * sizeof(record),
		       sizeof(record));
		struct left_out one = {path_at(reader, record.path), (enum member_type)record.type, record.bytes,
				       reader->expect->owner, record.rule};
		if (!one.path || record.type > MEMBER_HARDLINK || record.rule >= reader->expect->names ||
		    (record.bytes && record.type != MEMBER_FILE))
			return malformed(reader, "what was left out");
		vec_push(&out->left_out.list, one);
	}
	return 0;
}

static void read_spared(const struct record_reader *reader, struct package_files *out)
{
	size_t bytes = reader->expect->names * sizeof(*out->spared);
	out->spared = mem_alloc(bytes);
	if (bytes)
		memcpy(out->spared, reader->file.p + reader->tail.spared_at, bytes);
}

int record_read(struct str file, const struct record_expect *expect, struct package_files *out,
		struct err *err)
{
	struct record_reader reader = {.file = file, .expect = expect, .err = err};
	if (read_tail(&reader) != 0)
		return -1;
	int ret = read_record_members(&reader, out);
	if (ret == 0)
		ret = read_controls(&reader, out);
	if (ret == 0)
		ret = read_list(&reader, out);
	if (ret == 0)
		ret = read_left_out(&reader, out);
	if (ret == 0) {
		read_spared(&reader, out);
	} else {
		vec_release(&out->member);
		vec_release(&out->control);
		left_out_release(&out->left_out);
		out->list = (struct str){0};
	}
	map_release(&reader.by_path);
	return ret;
}
