/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "make/packages.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "make/filter_plan.h"

/* The caller frees the result. */
static struct files_wanted *list_wanted(const struct plan *p)
{
	size_t n = p->solution.chosen.n;
	struct files_wanted *wanted = mem_alloc((n + 1) * sizeof(*wanted));
	for (size_t i = 0; i < n; i++) {
		package_id id = p->solution.chosen.at[i].id;
		wanted[i] = (struct files_wanted){id, plan_includes(p, id)};
	}
	return wanted;
}

static struct files_request request_of(const struct build *b, const struct files_wanted *wanted)
{
	return (struct files_request){&b->plan.universe, wanted, b->plan.solution.chosen.n, &b->filter};
}

static int obtain_files(struct build *b, bool *stale, struct err *err)
{
	if (plan_describe(&b->plan, err))
		return -1;
	struct files_wanted *wanted CLEANUP(mem_freep) = list_wanted(&b->plan);
	const struct files_request request = request_of(b, wanted);
	return b->plan.files->obtain(b->plan.files, &request, stale, err);
}

/* Lists may name files that the archive has replaced since. Then they are updated, and
 * the request is resolved again, once. */
int packages_fetch(struct build *b, struct err *err)
{
	struct package_source *source = b->plan.source;
	bool stale = false;
	if (obtain_files(b, &stale, err) == 0)
		return 0;
	if (!stale || !source->refresh)
		return -1;
	log_note("%s; updating the lists", err->text);
	err_release(err);
	return source->refresh(source, err) || filter_plan_again(&b->plan, &b->filter, err) ||
			       obtain_files(b, &stale, err)
		       ? -1
		       : 0;
}

static void release_all(struct package_files *package, size_t n)
{
	for (size_t i = 0; package && i < n; i++)
		package_files_release(&package[i]);
	free(package);
}

void packages_forget(struct build *b)
{
	release_all(b->package, b->packages);
	b->package = NULL;
	b->packages = 0;
}

size_t packages_find(const struct build *b, const char *name)
{
	const struct package_files *found = package_files_find(b->package, b->packages, name);
	return found ? (size_t)(found - b->package) : b->packages;
}

bool packages_have(const struct build *b, const char *name)
{
	return packages_find(b, name) < b->packages;
}

int packages_read(struct build *b, struct err *err)
{
	struct files_wanted *wanted CLEANUP(mem_freep) = list_wanted(&b->plan);
	const struct files_request request = request_of(b, wanted);
	struct package_files *before = b->package;
	size_t befores = b->packages;
	b->package = mem_alloc((request.n + 1) * sizeof(*b->package));
	b->packages = 0;
	int status = b->plan.files->read(b->plan.files, &request, before, befores, b->package, err);
	b->packages = status ? 0 : request.n;
	release_all(before, befores);
	left_out_release(&b->left_out);
	for (size_t p = 0; p < b->packages; p++)
		for (size_t i = 0; i < b->package[p].left_out.list.n; i++)
			vec_push(&b->left_out.list, b->package[p].left_out.list.at[i]);
	return status;
}
