/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/packages.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "make/matched.h"

static int try_fetch(struct plan *p, const char ***paths, bool *stale, struct err *err)
{
	package_id *ids CLEANUP(mem_freep) = plan_chosen(p);
	size_t n = p->solution.chosen.n;
	*paths = mem_alloc((n + 1) * sizeof(**paths));
	if (plan_describe(p, err))
		return -1;
	return p->source->fetch(p->source, &p->universe, ids, n, *paths, stale, err);
}

/* Lists may name files that the archive has replaced since. Then they are updated, and
 * the request is resolved again, once. */
int packages_fetch(struct build *b, struct err *err)
{
	struct plan *p = &b->plan;
	const char **paths CLEANUP(mem_freep) = NULL;
	bool stale = false;
	int status = try_fetch(p, &paths, &stale, err);
	if (status && stale && p->source->refresh) {
		log_note("%s; updating the lists", err->text);
		err_release(err);
		mem_freep(&paths);
		status = p->source->refresh(p->source, err) || plan_load(p, err) ||
					 try_fetch(p, &paths, &stale, err) ? -1 : 0;
	}
	for (size_t i = 0; !status && i < p->solution.chosen.n; i++) {
		package_id id = p->solution.chosen.at[i].id;
		vec_push(&b->input, ((struct ingest_input){&p->universe.package.at[id], id, paths[i],
							       plan_includes(p, id)}));
	}
	return status;
}

/* A .deb that was read. When packages are chosen again, most are the same. */
struct kept_package {
	char *path, *sha256; /* sha256: NULL if not known */
	struct package_files files;
};

static void forget_kept(struct build *b)
{
	for (size_t i = 0; i < b->kept_count; i++) {
		package_files_release(&b->kept[i].files);
		free(b->kept[i].path);
		free(b->kept[i].sha256);
	}
	free(b->kept);
	b->kept = NULL;
	b->kept_count = 0;
}

/* Puts what was read aside; ids of packages may change. */
void packages_keep(struct build *b)
{
	forget_kept(b);
	b->kept = mem_alloc((b->input.n + 1) * sizeof(*b->kept));
	for (size_t i = 0; b->package && i < b->input.n; i++) {
		const char *sha256 = b->input.at[i].package->sha256;
		b->kept[b->kept_count++] = (struct kept_package){mem_strdup(b->input.at[i].path),
							    sha256 ? mem_strdup(sha256) : NULL,
							    b->package[i]};
	}
	free(b->package);
	b->package = NULL;
	b->input.n = 0;
}

static bool take_kept(struct build *b, size_t at)
{
	const struct ingest_input *input = &b->input.at[at];
	const char *sha256 = input->package->sha256;
	for (size_t i = 0; i < b->kept_count; i++) {
		struct kept_package *k = &b->kept[i];
		if (!k->path || strcmp(k->path, input->path) != 0 || !k->sha256 != !sha256 ||
		    (sha256 && strcmp(k->sha256, sha256) != 0))
			continue;
		b->package[at] = k->files;
		package_files_rename(&b->package[at], input->package, input->id);
		mem_freep(&k->path);
		k->files = (struct package_files){0};
		return true;
	}
	return false;
}

void packages_forget(struct build *b)
{
	for (size_t i = 0; b->package && i < b->input.n; i++)
		package_files_release(&b->package[i]);
	free(b->package);
	b->package = NULL;
	b->input.n = 0;
	forget_kept(b);
}

static int read_new_packages(struct build *b, const struct ingest_input *input, size_t n,
			     struct package_files *out, struct err *err)
{
	const struct options *o = b->plan.options;
	const struct ingest_request request = {
		.input = input,
		.n = n,
		.filter = &b->filter,
		.limits = {{o->limit_memory, o->limit_output}, o->limit_members},
		.jobs = o->jobs,
		.list = b->lists || matched_needs_lists(&b->plan),
		.memory = o->memory,
		.interrupted = b->plan.setting->interrupted,
	};
	return ingest_run(&request, out, err);
}

static int drop_damaged(struct plan *p, size_t *dropped, struct err *err)
{
	package_id *ids CLEANUP(mem_freep) = plan_chosen(p);
	*dropped = 0;
	return p->source->drop_damaged ? p->source->drop_damaged(p->source, &p->universe, ids,
								 p->solution.chosen.n, dropped, err)
				       : 0;
}

/* A .deb may have been damaged in the cache since it was downloaded: then it is fetched
 * once more, to the same path. */
static int read_undamaged(struct build *b, const struct ingest_input *input, size_t n,
			  struct package_files *out, struct err *err)
{
	const char **paths CLEANUP(mem_freep) = NULL;
	struct err other = {0};
	size_t dropped;
	bool stale;
	if (read_new_packages(b, input, n, out, err) == 0)
		return 0;
	if (err->status != STATUS_UNTRUSTED)
		return -1;
	int status = drop_damaged(&b->plan, &dropped, &other);
	if (!status && !dropped)
		return -1;
	err_release(err);
	err_move(err, &other);
	return status || try_fetch(&b->plan, &paths, &stale, err) ||
			       read_new_packages(b, input, n, out, err)
		       ? -1
		       : 0;
}

size_t packages_find(const struct build *b, const char *name)
{
	size_t i = 0;
	while (i < b->input.n && strcmp(b->input.at[i].package->name, name) != 0)
		i++;
	return i;
}

bool packages_have(const struct build *b, const char *name)
{
	return packages_find(b, name) < b->input.n;
}

static int read_packages(struct build *b, struct err *err)
{
	bool lists = !b->plan.options->raw && packages_have(b, "dpkg");
	if (lists != b->lists)
		forget_kept(b);
	b->lists = lists;
	struct ingest_input *fresh CLEANUP(mem_freep) = mem_alloc((b->input.n + 1) * sizeof(*fresh));
	struct package_files *files CLEANUP(mem_freep) = mem_alloc((b->input.n + 1) * sizeof(*files));
	size_t *place CLEANUP(mem_freep) = mem_alloc((b->input.n + 1) * sizeof(*place)), n = 0;
	b->package = mem_alloc((b->input.n + 1) * sizeof(*b->package));
	for (size_t i = 0; i < b->input.n; i++) {
		if (take_kept(b, i))
			continue;
		fresh[n] = b->input.at[i];
		place[n++] = i;
	}
	if (n && read_undamaged(b, fresh, n, files, err))
		return -1;
	for (size_t i = 0; i < n; i++)
		b->package[place[i]] = files[i];
	forget_kept(b);
	return 0;
}

int packages_read(struct build *b, struct err *err)
{
	if (read_packages(b, err))
		return -1;
	left_out_release(&b->left_out);
	for (size_t p = 0; p < b->input.n; p++)
		for (size_t i = 0; i < b->package[p].left_out.list.n; i++)
			vec_push(&b->left_out.list, b->package[p].left_out.list.at[i]);
	return 0;
}
