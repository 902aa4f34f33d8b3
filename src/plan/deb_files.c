/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/deb_files.h"

#include <stdlib.h>
#include <string.h>

#include "stage/ingest/ingest.h"

struct deb_files {
	struct files_source source;
	struct package_source *debs;
	const struct options *options;
	const volatile sig_atomic_t *interrupted;
	const char **path; /* [n] of the last request: owned by `debs` */
};

static package_id *ids_of(const struct files_request *request)
{
	package_id *ids = mem_alloc((request->n + 1) * sizeof(*ids));
	for (size_t i = 0; i < request->n; i++)
		ids[i] = request->wanted[i].id;
	return ids;
}

static int obtain_debs(struct files_source *source, const struct files_request *request, bool *stale,
		       struct err *err)
{
	struct deb_files *d = (struct deb_files *)source;
	package_id *ids CLEANUP(mem_freep) = ids_of(request);
	d->path = mem_resize(d->path, request->n + 1, sizeof(*d->path));
	return d->debs->debs(d->debs, request->universe, ids, request->n, d->path, stale, err);
}

/* --- which of them need to be read ---------------------------------------- */

/* What is read of a request; the rest was read before. */
struct reading {
	struct ingest_input *input; /* [n] */
	size_t *place;              /* [n]: index into the request */
	size_t n;
};

static bool take_before(const char *identity, const struct ingest_input *input, struct package_files *before,
			size_t befores, struct package_files *out)
{
	for (size_t i = 0; i < befores; i++) {
		if (!before[i].identity || strcmp(before[i].identity, identity) != 0)
			continue;
		*out = before[i];
		before[i] = (struct package_files){0};
		package_files_rename(out, input->package, input->id);
		return true;
	}
	return false;
}

/* Gives those that are still to be read their identity. */
static void find_unread(const struct deb_files *d, const struct files_request *request,
			struct package_files *before, size_t befores, struct package_files *out,
			struct reading *reading)
{
	for (size_t i = 0; i < request->n; i++) {
		const struct files_wanted *wanted = &request->wanted[i];
		const struct ingest_input input = {&request->universe->package.at[wanted->id], wanted->id,
						   d->path[i], wanted->named};
		char *identity = ingest_identity(&input, request->filter);
		if (take_before(identity, &input, before, befores, &out[i])) {
			free(identity);
			continue;
		}
		out[i].identity = identity;
		reading->input[reading->n] = input;
		reading->place[reading->n++] = i;
	}
}

/* --- reading --------------------------------------------------------------- */

static int read_once(const struct deb_files *d, const struct reading *reading, const struct filter *filter,
		     struct package_files *out, struct err *err)
{
	const struct options *o = d->options;
	const struct ingest_request request = {
		.input = reading->input,
		.n = reading->n,
		.filter = filter,
		.limits = {{o->limit_memory, o->limit_output}, o->limit_members},
		.jobs = o->jobs,
		.memory = o->memory,
		.interrupted = d->interrupted,
	};
	return ingest_run(&request, out, err);
}

static int drop_damaged(const struct deb_files *d, const struct files_request *request, size_t *dropped,
			struct err *err)
{
	package_id *ids CLEANUP(mem_freep) = ids_of(request);
	*dropped = 0;
	return d->debs->drop_damaged ? d->debs->drop_damaged(d->debs, request->universe, ids, request->n,
							     dropped, err)
				     : 0;
}

/* A .deb may have been damaged in the cache since it was downloaded: then it is fetched
 * once more, to the same path. */
static int read_undamaged(struct deb_files *d, const struct files_request *request,
			  const struct reading *reading, struct package_files *out, struct err *err)
{
	struct err other = {0};
	size_t dropped;
	bool stale;
	if (read_once(d, reading, request->filter, out, err) == 0)
		return 0;
	if (err->status != STATUS_UNTRUSTED)
		return -1;
	int status = drop_damaged(d, request, &dropped, &other);
	if (!status && !dropped)
		return -1;
	err_release(err);
	err_move(err, &other);
	return status || obtain_debs(&d->source, request, &stale, err) ||
			       read_once(d, reading, request->filter, out, err)
		       ? -1
		       : 0;
}

static int read_unread(struct deb_files *d, const struct files_request *request, const struct reading *reading,
		       struct package_files *out, struct err *err)
{
	struct package_files *fresh CLEANUP(mem_freep) = mem_alloc((reading->n + 1) * sizeof(*fresh));
	if (reading->n && read_undamaged(d, request, reading, fresh, err))
		return -1;
	for (size_t i = 0; i < reading->n; i++) {
		struct package_files *to = &out[reading->place[i]];
		fresh[i].identity = to->identity;
		*to = fresh[i];
	}
	return 0;
}

static int read_debs(struct files_source *source, const struct files_request *request,
		     struct package_files *before, size_t befores, struct package_files *out, struct err *err)
{
	struct deb_files *d = (struct deb_files *)source;
	struct ingest_input *input CLEANUP(mem_freep) = mem_alloc((request->n + 1) * sizeof(*input));
	size_t *place CLEANUP(mem_freep) = mem_alloc((request->n + 1) * sizeof(*place));
	struct reading reading = {input, place, 0};
	memset(out, 0, request->n * sizeof(*out));
	find_unread(d, request, before, befores, out, &reading);
	if (read_unread(d, request, &reading, out, err) == 0)
		return 0;
	for (size_t i = 0; i < request->n; i++)
		package_files_release(&out[i]);
	return -1;
}

static void close_debs(struct files_source *source)
{
	struct deb_files *d = (struct deb_files *)source;
	free(d->path);
	free(d);
}

struct files_source *deb_files_open(struct package_source *debs, const struct options *options,
				    const volatile sig_atomic_t *interrupted)
{
	struct deb_files *d = mem_alloc(sizeof(*d));
	*d = (struct deb_files){{obtain_debs, read_debs, close_debs}, debs, options, interrupted, NULL};
	return &d->source;
}
