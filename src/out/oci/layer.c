/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/oci/layer.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/path.h"
#include "base/pool.h"
#include "base/scratch.h"
#include "io/compress.h"
#include "model/member_tar.h"
#include "out/out_kinds.h"

struct writing {
	const struct layers *layers;
	const struct out_target *target;
	const struct out_options *options;
	struct blobs *blobs;
	unsigned threads;      /* for each layer */
	struct oci_layer *out; /* in memory shared with the workers */
};

/* image-spec, layer.md, "Whiteouts". */
static int refuse_whiteouts(const struct layer *layer, struct err *err)
{
	for (size_t i = 0; i < layer->n; i++) {
		if (!str_starts(str_from(path_base(layer->member[i]->path)), ".wh."))
			continue;
		err_set(err, STATUS_UNTRUSTED, "/%s: in a layer of an image this name removes a file",
			layer->member[i]->path);
		return err_hint(err, "leave it out with --path-exclude, or write a directory or a tar");
	}
	return 0;
}

static int add_members(const struct writing *w, const struct layer *layer, struct tar_writer *writer,
		       struct err *err)
{
	for (size_t i = 0; i < layer->n; i++)
		if (out_interrupted(w->options, err) ||
		    tar_writer_add_member(writer, layer->member[i], err))
			return -1;
	return tar_writer_finish(writer, err);
}

static int write_layer(void *context, size_t index, int result, struct err *err)
{
	struct writing *w = context;
	struct oci_layer *out = &w->out[index];
	uint64_t plain;
	struct sink *packed = hash_sink(HASH_SHA256, sink_fd(result, "temporary file"), &out->digest,
					&out->size);
	struct sink *sink = out_watch(
		compress_open(w->target->compression, w->target->level, w->threads, packed, err), w->options);
	if (!sink)
		return -1;
	sink = hash_sink(HASH_SHA256, sink, &out->diff_id, &plain);
	struct tar_writer *writer = tar_writer_open(sink, "./", err);
	int status = !writer || add_members(w, &w->layers->layer.at[index], writer, err) ||
				     sink_finish(sink, err)
			     ? -1
			     : 0;
	tar_writer_close(writer);
	sink_close(sink);
	return status;
}

static int collect_layer(void *context, size_t index, int result, struct err *err)
{
	struct writing *w = context;
	const struct oci_layer *layer = &w->out[index];
	int status = blobs_add_file(w->blobs, result, layer->digest, layer->size, err);
	close(result);
	return status;
}

static int open_layer_result(void *context, size_t index, struct err *err)
{
	(void)context;
	(void)index;
	return scratch_on_disk(err);
}

static const char *layer_name(void *context, size_t index)
{
	return ((struct writing *)context)->layers->layer.at[index].name;
}

static int write_single_layer(struct writing *w, struct err *err)
{
	int fd = scratch_on_disk(err);
	if (fd < 0)
		return -1;
	w->threads = w->options->jobs;
	if (write_layer(w, 0, fd, err) == 0)
		return collect_layer(w, 0, fd, err);
	close(fd);
	return -1;
}

/* A single layer is compressed by many threads, several layers by a process each. The
 * order of arrival does not matter, because blobs are sorted later. */
static int write_several_layers(struct writing *w, struct err *err)
{
	const struct pool_work work = {.count = w->layers->layer.n,
				       .jobs = w->options->jobs,
				       .context = w,
				       .run = write_layer,
				       .collect = collect_layer,
				       .name = layer_name,
				       .open_result = open_layer_result,
				       .interrupted = w->options->interrupted};
	w->threads = 1;
	return w->layers->layer.n == 1 ? write_single_layer(w, err) : pool_run(&work, err);
}

int oci_layers_write(const struct layers *layers, const struct out_target *target,
		     const struct out_options *options, struct blobs *blobs, struct oci_layer *out,
		     struct err *err)
{
	struct writing w = {layers, target, options, blobs, 1, NULL};
	size_t n = layers->layer.n, bytes = n * sizeof(*out);
	if (out_interrupted(options, err))
		return -1;
	for (size_t i = 0; i < n; i++)
		if (refuse_whiteouts(&layers->layer.at[i], err))
			return -1;
	void *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		return err_sys(err, "memory for workers");
	w.out = shared;
	int status = write_several_layers(&w, err);
	memcpy(out, shared, bytes);
	munmap(shared, bytes);
	return status;
}
