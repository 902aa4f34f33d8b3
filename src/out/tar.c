/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/mem.h"
#include "io/compress.h"
#include "model/member_tar.h"
#include "out/out_file.h"
#include "out/out_kinds.h"

struct tar_out {
	struct out out;
	const struct out_target *target;
	const struct out_options *options;
	struct out_file file;
	struct sink *sink;
	struct tar_writer *writer;
	struct out_result result;
};

static void close_tar(struct out *out)
{
	struct tar_out *t = (struct tar_out *)out;
	tar_writer_close(t->writer);
	sink_close(t->sink);
	out_file_close(&t->file);
	free(t);
}

static int add_to_tar(struct out *out, const struct out_image *image, struct err *err)
{
	struct tar_out *t = (struct tar_out *)out;
	for (size_t i = 0; i < image->members; i++) {
		if (out_interrupted(t->options, err))
			return -1;
		if (tar_writer_add_member(t->writer, image->member[i], err))
			return err_wrap(err, "%s", t->target->text);
	}
	return 0;
}

static int finish_tar(struct out *out, struct out_result *result, struct err *err)
{
	struct tar_out *t = (struct tar_out *)out;
	if (tar_writer_finish(t->writer, err) || sink_finish(t->sink, err))
		return err_wrap(err, "%s", t->target->text);
	*result = t->result;
	return out_file_finish(&t->file, err);
}

static int commit_tar(struct out *out, struct err *err)
{
	return out_file_commit(&((struct tar_out *)out)->file, err);
}

struct out *out_open_tar(const struct out_target *target, const struct out_options *options,
			 struct err *err)
{
	struct tar_out *t = mem_alloc(sizeof(*t));
	t->out = (struct out){add_to_tar, finish_tar, commit_tar, close_tar};
	t->target = target;
	t->options = options;
	if (out_file_open(&t->file, target->path, options->umask, err)) {
		close_tar(&t->out);
		return NULL;
	}
	struct sink *file = sink_fd(t->file.fd, t->file.parent < 0 ? "standard output" : target->text);
	struct sink *hashed = hash_sink(HASH_SHA256, file, &t->result.sha256, &t->result.size);
	t->sink = out_watch(compress_open(target->compression, target->level, options->jobs, hashed, err),
			    options);
	if (t->sink)
		t->writer = tar_writer_open(t->sink, "./", err);
	if (!t->writer) {
		close_tar(&t->out);
		return NULL;
	}
	return &t->out;
}
