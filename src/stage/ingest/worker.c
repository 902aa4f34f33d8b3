/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/ingest/worker.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/sandbox.h"
#include "fmt/deb.h"
#include "io/hash.h"
#include "stage/ingest/mentions.h"
#include "stage/ingest/plan.h"
#include "stage/ingest/record.h"
#include "stage/ingest/spare.h"
#include "stage/ingest/stanza.h"

enum { HEAD = 20 }; /* bytes of an ELF file up to and including e_machine */

struct worker {
	const struct ingest_job *job;
	int fd;
	uint64_t size; /* size of the .deb */
	struct deb_layout layout;
	struct ingest_plan plan;
	struct record_writer writer;
	struct mentions mentions; /* names in the maintainer scripts */
	struct filter rules;      /* those of the job; later, without those that give way */
	uint64_t *spared;         /* [rules.names.n], or NULL before data.tar is read */
	unsigned char head[HEAD]; /* the first bytes of the last body */
	size_t head_size;
};

static int refuse_deb(struct err *err, const char *text)
{
	return err_set(err, STATUS_UNTRUSTED, "%s", text);
}

/* --- the file ----------------------------------------------------------- */

/* The hash is computed from the same descriptor that is read afterwards. */
static int check_hash(int fd, const char *expected, struct err *err)
{
	struct hash_hex hex;
	if (hash_fd(HASH_SHA256, fd, &hex, err) != 0)
		return -1;
	if (strcmp(hex.text, expected) != 0)
		return err_set(err, STATUS_UNTRUSTED, "SHA-256 is %s, expected %s", hex.text,
			       expected);
	return 0;
}

static int open_deb(const char *path, uint64_t *size, struct err *err)
{
	struct stat st;
	/* O_NONBLOCK, because opening a FIFO would wait for a writer before it can be refused. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return err_sys(err, "cannot open");
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		*size = (uint64_t)st.st_size;
		return fd;
	}
	close(fd);
	return err_set(err, STATUS_FATAL, "not a regular file");
}

static struct tar_reader *open_deb_tar(const struct worker *w, const struct deb_part *part,
				       uint64_t output, struct err *err)
{
	struct decompress_limits limits = w->job->limits.decoder;
	if (limits.output > output)
		limits.output = output;
	struct source *source = deb_open_part(w->fd, part, &limits, err);
	return source ? tar_open(source) : NULL;
}

/* Copies the content of the current member to the result. */
static int store_body(struct worker *w, struct tar_reader *tar, uint64_t *offset, struct buf *copy,
		      struct err *err)
{
	struct str piece;
	int more;
	w->head_size = 0;
	if (record_begin_body(&w->writer, offset, err) != 0)
		return -1;
	while ((more = tar_body(tar, &piece, err)) > 0) {
		for (size_t i = 0; i < piece.n && w->head_size < HEAD; i++)
			w->head[w->head_size++] = (unsigned char)piece.p[i];
		if (record_append(&w->writer, piece, err) != 0)
			return -1;
		if (copy)
			buf_add(copy, piece.p, piece.n);
	}
	return more;
}

/* --- control.tar -------------------------------------------------------- */

static bool has_control(const struct worker *w, const char *name)
{
	for (size_t i = 0; i < w->writer.control.n; i++)
		if (strcmp(w->writer.strings.p + w->writer.control.at[i].name, name) == 0)
			return true;
	return false;
}

/* deb(5): only plain files, and possibly an entry for the directory that contains them. */
static int take_control_file(struct worker *w, struct tar_reader *tar,
			     const struct tar_entry *entry, struct buf *stanza, struct err *err)
{
	char name[PATH_LONGEST + 1];
	struct record_control record = {.size = entry->size};
	if (path_normalise(entry->name, name, err) != 0)
		return -1;
	if (!*name && entry->type == TAR_DIR)
		return 0;
	if (!*name || entry->type != TAR_FILE || strchr(name, '/'))
		return refuse_deb(err, "only plain files are taken here");
	if (has_control(w, name))
		return refuse_deb(err, "a control file comes twice");
	if (w->writer.control.n == RECORD_CONTROLS_MOST)
		return refuse_deb(err, "too many control files");
	struct buf script CLEANUP(buf_release) = {0};
	bool is_stanza = strcmp(name, "control") == 0, is_script = mentions_wants(name);
	if (!w->job->rules && !is_stanza)
		return 0;
	if (is_stanza && entry->size > STANZA_LARGEST)
		return refuse_deb(err, "control is larger than 1 MiB");
	if (store_body(w, tar, &record.body, is_stanza ? stanza : is_script ? &script : NULL, err) != 0)
		return -1;
	if (is_script)
		mentions_add(&w->mentions, buf_str(&script));
	record.name = record_string(&w->writer, name);
	vec_push(&w->writer.control, record);
	return 0;
}

static int take_control(struct worker *w, struct tar_reader *tar, struct err *err)
{
	struct tar_entry entry;
	struct buf stanza CLEANUP(buf_release) = {0};
	int more;
	while ((more = tar_next(tar, &entry, err)) > 0)
		if (take_control_file(w, tar, &entry, &stanza, err) != 0)
			return err_wrap(err, "member %llu", (unsigned long long)tar_index(tar));
	if (more < 0)
		return -1;
	if (!has_control(w, "control"))
		return refuse_deb(err, "there is no control file");
	return ingest_check_stanza(buf_str(&stanza), w->job->package, err);
}

static int read_control_tar(struct worker *w, struct err *err)
{
	struct tar_reader *tar CLEANUP(tar_closep) =
		open_deb_tar(w, &w->layout.control, DEB_CONTROL_LARGEST, err);
	if (!tar || take_control(w, tar, err) != 0)
		return err_wrap(err, "%s", w->layout.control.name);
	return 0;
}

/* --- data.tar ----------------------------------------------------------- */

static const char *expected_name(const struct worker *w)
{
	return w->job->package ? w->job->package->name : "";
}

/* Holds a file that a script may copy. Exclusions of the command line still apply,
 * because dpkg would not have unpacked such a file. */
static void hold_mentioned(const struct worker *w, const char *package, struct planned *member)
{
	bool file = member->type == MEMBER_FILE || member->type == MEMBER_HARDLINK;
	if (file && member->verdict == VERDICT_DROP && mentions_has(&w->mentions, member->path) &&
	    !filter_is_literal(&w->rules, package, member->path))
		member->verdict = VERDICT_HOLD;
}

/* An object file for the kernel's BPF machine is never linked; a program loads it. */
static bool is_bpf(const struct worker *w)
{
	enum { DATA = 5, LITTLE = 1, MACHINE = 18, BPF = 247 };
	const unsigned char *head = w->head;
	if (w->head_size < HEAD || memcmp(head, "\177ELF", 4) != 0)
		return false;
	bool little = head[DATA] == LITTLE;
	return head[MACHINE + !little] == BPF && head[MACHINE + little] == 0;
}

static int take_member(struct worker *w, struct tar_reader *tar, const struct tar_entry *entry,
		       struct err *err)
{
	size_t index;
	if (tar_index(tar) > w->job->limits.members) {
		refuse_deb(err, "more members than the limit");
		return err_hint(err, "--limit members=NUMBER allows more");
	}
	const char *package = expected_name(w);
	if (ingest_plan_add(&w->plan, entry, tar_index(tar), &w->rules, package, &index, err) != 0)
		return -1;
	struct planned *member = &w->plan.member.at[index];
	hold_mentioned(w, package, member);
	if (member->type != MEMBER_FILE || member->verdict == VERDICT_DROP)
		return 0;
	member->stored = true;
	if (store_body(w, tar, &member->body, NULL, err) != 0)
		return -1;
	member->loaded = is_bpf(w);
	return 0;
}

static int take_members(struct worker *w, struct tar_reader *tar, struct err *err)
{
	struct tar_entry entry;
	int more;
	while ((more = tar_next(tar, &entry, err)) > 0)
		if (take_member(w, tar, &entry, err) != 0)
			return err_wrap(err, "member %llu", (unsigned long long)tar_index(tar));
	return more;
}

/* Advances to the next file without content. Plan and archive are in the same order. */
static struct planned *next_lacking(struct ingest_plan *plan, size_t *at)
{
	for (; *at < plan->member.n; ++*at)
		if (ingest_plan_lacks_body(&plan->member.at[*at]))
			return &plan->member.at[*at];
	return NULL;
}

/* Reads the archive a second time for content that was skipped before a hard link needed
 * it. This is rare: the rules leave out one name of a file and keep another. */
static int take_lacking(struct worker *w, struct tar_reader *tar, struct err *err)
{
	struct tar_entry entry;
	struct planned *file;
	size_t at = 0;
	while ((file = next_lacking(&w->plan, &at))) {
		int more = tar_next(tar, &entry, err);
		if (more < 0)
			return -1;
		if (more == 0)
			return refuse_deb(err, "the file has changed while it was read");
		if (tar_index(tar) != file->number)
			continue;
		if (entry.type != TAR_FILE || entry.size != file->size)
			return refuse_deb(err, "the file has changed while it was read");
		if (store_body(w, tar, &file->body, NULL, err) != 0)
			return -1;
		file->stored = true;
	}
	return 0;
}

static void copy_rules(struct worker *w)
{
	const struct filter *from = w->job->rules;
	w->rules.merged_usr = from->merged_usr;
	for (size_t i = 0; i < from->names.n; i++)
		vec_push(&w->rules.names, from->names.at[i]);
	for (size_t i = 0; i < from->rule.n; i++)
		vec_push(&w->rules.rule, from->rule.at[i]);
}

/* Lets rules give way if a requested package would be emptied. */
static void spare_package(struct worker *w)
{
	size_t n = w->rules.names.n;
	w->spared = mem_alloc((n + 1) * sizeof(*w->spared));
	bool *spare CLEANUP(mem_freep) = mem_alloc((n + 1) * sizeof(*spare));
	if (!w->job->named || !spare_rules(&w->plan, &w->rules, w->spared))
		return;
	for (size_t i = 0; i < n; i++)
		spare[i] = w->spared[i] > 0;
	filter_spare(&w->rules, spare);
	ingest_plan_judge(&w->plan, &w->rules, expected_name(w));
	ingest_plan_look(&w->plan);
	for (size_t i = 0; i < w->plan.member.n; i++)
		hold_mentioned(w, expected_name(w), &w->plan.member.at[i]);
}

static int read_data(struct worker *w, struct err *err)
{
	typedef int take(struct worker *, struct tar_reader *, struct err *);
	take *const passes[] = {take_members, take_lacking};
	size_t at = 0;
	for (size_t i = 0; i < ARRAY_LEN(passes); i++) {
		if (i && !next_lacking(&w->plan, &at))
			break;
		struct tar_reader *tar CLEANUP(tar_closep) =
			open_deb_tar(w, &w->layout.data, UINT64_MAX, err);
		if (!tar || passes[i](w, tar, err) != 0)
			return err_wrap(err, "%s", w->layout.data.name);
		if (!i) {
			ingest_plan_look(&w->plan);
			spare_package(w);
		}
		ingest_plan_settle(&w->plan);
	}
	return 0;
}

/* --- the result --------------------------------------------------------- */

static struct record_member to_record(struct worker *w, size_t index)
{
	const struct planned *member = &w->plan.member.at[index];
	bool names_file = member->file != PLAN_NONE;
	/* All names of a file have its owner, mode and time. */
	const struct planned *inode = names_file ? &w->plan.member.at[member->file] : member;
	struct record_member record = {.path = record_string(&w->writer, member->path),
				       .target = RECORD_NONE,
				       .mtime = inode->mtime,
				       .type = member->type,
				       .mode = inode->mode,
				       .uid = inode->uid,
				       .gid = inode->gid,
				       .held = member->verdict == VERDICT_HOLD,
				       .rule = (uint32_t)member->rule};
	if (member->target)
		record.target = record_string(&w->writer, member->target);
	if (names_file && inode->carrier == index) {
		record.type = MEMBER_FILE;
		record.body = inode->body;
		record.size = inode->size;
	} else if (names_file) {
		const struct planned *carrier = &w->plan.member.at[inode->carrier];
		record.type = MEMBER_HARDLINK;
		record.target = record_string(&w->writer, carrier->path);
	}
	return record;
}

static void list_left_out(struct worker *w, const struct planned *member)
{
	bool body = member->type == MEMBER_FILE && member->carrier == PLAN_NONE;
	struct record_left_out record = {.path = record_string(&w->writer, member->path),
					 .bytes = body ? member->size : 0,
					 .type = member->type,
					 .rule = (uint32_t)member->rule};
	vec_push(&w->writer.left_out, record);
}

/* dpkg lists symlinks last. */
static void list_members(struct worker *w, bool symlinks)
{
	for (size_t i = 0; i < w->plan.member.n; i++) {
		const struct planned *member = &w->plan.member.at[i];
		if ((member->type == MEMBER_SYMLINK) == symlinks)
			buf_printf(&w->writer.list, "/%s\n", *member->path ? member->path : ".");
	}
}

static int write_result(struct worker *w, struct err *err)
{
	size_t names = w->rules.names.n;
	uint64_t *none CLEANUP(mem_freep) = mem_alloc((names + 1) * sizeof(*none));
	VEC(struct record_member) record = {0};
	for (size_t i = 0; i < w->plan.member.n; i++) {
		if (w->plan.member.at[i].verdict == VERDICT_DROP)
			list_left_out(w, &w->plan.member.at[i]);
		else
			vec_push(&record, to_record(w, i));
	}
	list_members(w, false);
	list_members(w, true);
	int ret = record_finish(&w->writer, record.at, record.n, w->spared ? w->spared : none, names, err);
	vec_release(&record);
	return ret;
}

static int read_deb(struct worker *w, struct err *err)
{
	const struct package *package = w->job->package;
	if (package && package->sha256 && check_hash(w->fd, package->sha256, err) != 0)
		return -1;
	if (deb_read_layout(w->fd, w->size, &w->layout, err) != 0 || read_control_tar(w, err) != 0)
		return -1;
	if (w->job->rules)
		copy_rules(w);
	if (w->job->rules && read_data(w, err) != 0)
		return -1;
	return write_result(w, err);
}

int ingest_work(const struct ingest_job *job, int result, struct err *err)
{
	struct worker w = {.job = job};
	w.fd = open_deb(job->path, &w.size, err);
	if (w.fd < 0)
		return -1;
	sandbox_enter();
	record_open(&w.writer, result);
	int ret = read_deb(&w, err);
	record_release(&w.writer);
	ingest_plan_release(&w.plan);
	mentions_release(&w.mentions);
	filter_release(&w.rules);
	free(w.spared);
	close(w.fd);
	return ret;
}
