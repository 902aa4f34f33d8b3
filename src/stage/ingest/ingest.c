/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/ingest/ingest.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/pool.h"
#include "base/sandbox.h"
#include "base/scratch.h"
#include "stage/ingest/record.h"
#include "stage/ingest/worker.h"

/* The assumed ratio of unpacked to packed size, if the index does not give a size. */
enum { PACKED_TO_UNPACKED = 4 };

/* One input, in the order in which they are started. */
struct piece {
	size_t index; /* index in request->input */
	uint64_t packed, expected; /* bytes */
};

struct run {
	const struct ingest_request *request;
	struct package_files *out;
	struct piece *piece;
	uint64_t in_memory; /* bytes of results in memory, including those expected of running
	                     * workers */
};

/* --- results ------------------------------------------------------------ */

/* A regular file on a tmpfs, which TMPDIR often is, also reports a seal: F_SEAL_SEAL alone, which
 * forbids adding others. */
static bool is_memory(int fd)
{
	int seals = fcntl(fd, F_GET_SEALS);
	return seals >= 0 && seals != F_SEAL_SEAL;
}

/* Makes the result immutable. A file in TMPDIR cannot be sealed, but it has no name and
 * the worker has exited. */
static int seal(int fd, struct err *err)
{
	if (is_memory(fd) &&
	    fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
		return err_sys(err, "cannot seal the result of a worker");
	return 0;
}

static void unmap(struct origin *origin)
{
	munmap((void *)(uintptr_t)origin->bytes.p, origin->bytes.n);
	free(origin);
}

static int map_file(int fd, struct package_files *out, struct err *err)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return err_sys(err, "cannot look at the result of a worker");
	if (st.st_size == 0)
		return err_set(err, STATUS_UNTRUSTED, "the result of the worker is empty");
	void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		return err_sys(err, "cannot map the result of a worker");
	out->origin = mem_alloc(sizeof(*out->origin));
	*out->origin = (struct origin){{map, (size_t)st.st_size}, unmap};
	return 0;
}

/* Maps the result, checks it, and closes the descriptor. */
static int map_result(int fd, const struct record_expect *expect, struct package_files *out,
		      struct err *err)
{
	int ret = seal(fd, err);
	if (ret == 0)
		ret = map_file(fd, out, err);
	close(fd);
	if (ret != 0)
		return -1;
	return record_read(out->origin->bytes, expect, out, err);
}

/* --- all of them -------------------------------------------------------- */

static const struct ingest_input *input_of(const struct run *run, size_t index)
{
	return &run->request->input[run->piece[index].index];
}

static const char *piece_name(void *context, size_t index)
{
	return path_base(input_of(context, index)->path);
}

static int open_piece_result(void *context, size_t index, struct err *err)
{
	struct run *run = context;
	struct piece *piece = &run->piece[index];
	if (piece->expected > run->request->memory ||
	    run->in_memory > run->request->memory - piece->expected) {
		piece->expected = 0;
		return scratch_on_disk(err);
	}
	int fd = scratch_in_memory(err);
	if (fd < 0)
		return -1;
	run->in_memory += piece->expected;
	return fd;
}

static int ingest_piece(void *context, size_t index, int result, struct err *err)
{
	struct run *run = context;
	const struct ingest_input *input = input_of(run, index);
	struct arena arena CLEANUP(arena_release) = {0};
	struct filter rules CLEANUP(filter_release) = {0};
	filter_for(run->request->filter, input->package->name, input->package->source, &arena, &rules);
	struct ingest_job job = {.path = input->path,
				 .package = input->package,
				 .rules = &rules,
				 .named = input->named,
				 .limits = run->request->limits};
	return ingest_work(&job, result, err);
}

static int collect_piece(void *context, size_t index, int result, struct err *err)
{
	struct run *run = context;
	const struct ingest_request *request = run->request;
	const struct ingest_input *input = input_of(run, index);
	struct package_files *out = &run->out[run->piece[index].index];
	struct record_expect expect = {.names = request->filter->names.n,
				       .members = request->limits.members,
				       .owner = input->id};
	bool memory = is_memory(result);
	out->package = input->package;
	out->id = input->id;
	if (map_result(result, &expect, out, err) != 0)
		return -1;
	run->in_memory -= run->piece[index].expected;
	if (memory)
		run->in_memory += out->origin->bytes.n;
	return 0;
}

static struct piece measure(const struct ingest_input *input, size_t index)
{
	struct piece piece = {.index = index, .packed = input->package->download_size};
	struct stat st;
	if (!piece.packed && stat(input->path, &st) == 0)
		piece.packed = (uint64_t)st.st_size;
	piece.expected = input->package->installed_size;
	if (piece.expected < piece.packed * PACKED_TO_UNPACKED)
		piece.expected = piece.packed * PACKED_TO_UNPACKED;
	return piece;
}

/* The largest first, so that the last worker does not run alone for long. */
static int compare_pieces(const void *left, const void *right)
{
	const struct piece *a = left, *b = right;
	if (a->packed != b->packed)
		return a->packed < b->packed ? 1 : -1;
	return a->index < b->index ? -1 : a->index > b->index;
}

char *ingest_identity(const struct ingest_input *input, const struct filter *filter)
{
	const struct package *package = input->package;
	struct arena arena CLEANUP(arena_release) = {0};
	struct filter rules CLEANUP(filter_release) = {0};
	filter_for(filter, package->name, package->source, &arena, &rules);
	return mem_printf("%s %s %s %d", package->sha256 ? package->sha256 : "-", filter_digest(&rules).text,
			  input->path, input->named);
}

int ingest_run(const struct ingest_request *request, struct package_files *out, struct err *err)
{
	struct run run = {.request = request, .out = out};
	memset(out, 0, request->n * sizeof(*out));
	run.piece = mem_resize(NULL, request->n, sizeof(*run.piece));
	for (size_t i = 0; i < request->n; i++)
		run.piece[i] = measure(&request->input[i], i);
	qsort(run.piece, request->n, sizeof(*run.piece), compare_pieces);
	struct pool_work pool = {.count = request->n,
				 .jobs = request->jobs,
				 .context = &run,
				 .run = ingest_piece,
				 .collect = collect_piece,
				 .name = piece_name,
				 .open_result = open_piece_result,
				 .interrupted = request->interrupted};
	sandbox_check();
	int ret = pool_run(&pool, err);
	for (size_t i = 0; ret != 0 && i < request->n; i++)
		package_files_release(&out[i]);
	free(run.piece);
	return ret;
}

/* --- the control stanza alone ------------------------------------------- */

struct control_run {
	const char *path;
	const struct ingest_limits *limits;
	struct buf *out;
};

static const char *control_name(void *context, size_t index)
{
	(void)index;
	return path_base(((struct control_run *)context)->path);
}

static int control_work(void *context, size_t index, int result, struct err *err)
{
	struct control_run *run = context;
	struct ingest_job job = {.path = run->path, .limits = *run->limits};
	(void)index;
	return ingest_work(&job, result, err);
}

static int control_collect(void *context, size_t index, int result, struct err *err)
{
	struct control_run *run = context;
	struct record_expect expect = {.owner = PACKAGE_NONE};
	struct package_files ingested = {0};
	(void)index;
	int ret = map_result(result, &expect, &ingested, err);
	if (ret == 0 && ingested.control.n != 1)
		ret = err_set(err, STATUS_UNTRUSTED, "the result of the worker is malformed");
	if (ret == 0)
		buf_add(run->out, ingested.control.at[0].body.p, ingested.control.at[0].body.n);
	package_files_release(&ingested);
	return ret;
}

int ingest_control(const char *path, const struct ingest_limits *limits, struct buf *out,
		   struct err *err)
{
	struct control_run run = {path, limits, out};
	struct pool_work pool = {.count = 1,
				 .jobs = 1,
				 .context = &run,
				 .run = control_work,
				 .collect = control_collect,
				 .name = control_name};
	sandbox_check();
	return pool_run(&pool, err);
}
