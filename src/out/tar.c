/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "fmt/tar_write.h"
#include "io/compress.h"
#include "out/out_kinds.h"

struct tar_out {
	struct out out;
	const struct out_target *target;
	mode_t mode;
	int parent;      /* folder of the target; -1 for standard output */
	char *name;      /* of the target in it */
	char *temporary; /* beside it; NULL once renamed */
	int fd;
	struct sink *sink;
	struct tar_writer *writer;
	struct out_result result;
};

static void close_tar(struct out *out)
{
	struct tar_out *t = (struct tar_out *)out;
	tar_writer_close(t->writer);
	sink_close(t->sink);
	if (t->temporary)
		unlinkat(t->parent, t->temporary, 0);
	if (t->fd >= 0 && t->parent >= 0)
		close(t->fd);
	if (t->parent >= 0)
		close(t->parent);
	free(t->temporary);
	free(t->name);
	free(t);
}

static int add_to_tar(struct out *out, const struct member *m, struct err *err)
{
	static const enum tar_write_type types[] = {[MEMBER_FILE] = TAR_WRITE_FILE,
						    [MEMBER_DIR] = TAR_WRITE_DIR,
						    [MEMBER_SYMLINK] = TAR_WRITE_SYMLINK,
						    [MEMBER_HARDLINK] = TAR_WRITE_HARDLINK};
	struct tar_out *t = (struct tar_out *)out;
	struct tar_write_entry entry = {.path = m->path, .type = types[m->type], .mode = m->mode,
					.uid = m->uid, .gid = m->gid, .mtime = m->mtime,
					.target = m->target, .body = m->body};
	if (tar_writer_add(t->writer, &entry, err))
		return err_wrap(err, "%s", t->target->text);
	return 0;
}

static int finish_tar(struct out *out, struct out_result *result, struct err *err)
{
	struct tar_out *t = (struct tar_out *)out;
	if (tar_writer_finish(t->writer, err) || sink_finish(t->sink, err))
		return err_wrap(err, "%s", t->target->text);
	*result = t->result;
	if (t->parent < 0)
		return 0;
	if (fchmod(t->fd, t->mode) || fsync(t->fd))
		return err_sys(err, "%s", t->target->text);
	int fd = t->fd;
	t->fd = -1;
	return close(fd) ? err_sys(err, "%s", t->target->text) : 0;
}

static int commit_tar(struct out *out, struct err *err)
{
	struct tar_out *t = (struct tar_out *)out;
	if (t->parent < 0)
		return 0;
	if (renameat(t->parent, t->temporary, t->parent, t->name))
		return err_sys(err, "%s", t->target->text);
	mem_freep(&t->temporary);
	/* Some file systems cannot sync a folder; the file itself is safe. */
	if (fsync(t->parent) && errno != EINVAL)
		return err_sys(err, "%s: its folder", t->target->text);
	return 0;
}

static int open_temporary(struct tar_out *t, struct err *err)
{
	struct stat st;
	if (out_locate(t->target->text, &t->parent, &t->name, err))
		return -1;
	if (fstatat(t->parent, t->name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(st.st_mode)) {
		err_set(err, STATUS_FATAL, "%s: is there and is not a regular file", t->target->text);
		return S_ISDIR(st.st_mode) ? err_hint(err, "a directory target ends in '/'") : -1;
	}
	for (unsigned i = 0; i < OUT_ATTEMPTS; i++) {
		t->temporary = out_temporary(t->name, i);
		t->fd = openat(t->parent, t->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
			       0600);
		if (t->fd >= 0)
			return 0;
		mem_freep(&t->temporary);
		if (errno != EEXIST)
			break;
	}
	return err_sys(err, "%s: cannot write beside it", t->target->text);
}

static int open_stdout(struct tar_out *t, struct err *err)
{
	if (isatty(STDOUT_FILENO)) {
		err_set(err, STATUS_FATAL, "standard output is a terminal: no tar is written to it");
		return err_hint(err, "redirect it, or name a file with --output");
	}
	t->fd = STDOUT_FILENO;
	return 0;
}

struct out *out_open_tar(const struct out_target *target, const struct out_options *options,
			 struct err *err)
{
	struct tar_out *t = mem_alloc(sizeof(*t));
	t->out = (struct out){add_to_tar, finish_tar, commit_tar, close_tar};
	t->target = target;
	t->mode = 0666 & ~options->umask;
	t->parent = t->fd = -1;
	bool to_stdout = strcmp(target->text, "-") == 0;
	if (to_stdout ? open_stdout(t, err) : open_temporary(t, err)) {
		close_tar(&t->out);
		return NULL;
	}
	struct sink *file = sink_fd(t->fd, to_stdout ? "standard output" : target->text);
	struct sink *hashed = hash_sink(HASH_SHA256, file, &t->result.sha256, &t->result.size);
	t->sink = compress_open(target->compression, target->level, options->jobs, hashed, err);
	if (t->sink)
		t->writer = tar_writer_open(t->sink, err);
	if (!t->writer) {
		close_tar(&t->out);
		return NULL;
	}
	return &t->out;
}
