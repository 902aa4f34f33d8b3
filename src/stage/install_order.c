/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/install_order.h"

#include <stdlib.h>
#include <string.h>

struct walk {
	const struct package_files *package;
	size_t n;
	size_t *order, ordered;
	bool *seen; /* [n] */
};

static void visit_depends(struct walk *walk, size_t index);

static void visit_id(struct walk *walk, package_id id)
{
	for (size_t i = 0; i < walk->n; i++)
		if (walk->package[i].id == id)
			visit_depends(walk, i);
}

static void visit_depends(struct walk *walk, size_t index)
{
	const struct package *p = walk->package[index].package;
	if (walk->seen[index])
		return;
	walk->seen[index] = true;
	for (size_t r = 0; r < p->relations; r++) {
		for (size_t a = 0; a < p->relation[r].n; a++) {
			const struct alternative *one = &p->relation[r].alternative[a];
			for (size_t k = 0; k < one->real.n; k++)
				visit_id(walk, one->real.at[k]);
			for (size_t k = 0; k < one->providers.n; k++)
				visit_id(walk, one->providers.at[k]);
		}
	}
	walk->order[walk->ordered++] = index;
}

static int by_index_name(const void *a, const void *b, void *context)
{
	const struct package_files *package = context;
	return strcmp(package[*(const size_t *)a].package->name,
		      package[*(const size_t *)b].package->name);
}

void install_order(const struct package_files *package, size_t n, size_t *order)
{
	size_t *names CLEANUP(mem_freep) = mem_resize(NULL, n + 1, sizeof(*names));
	bool *seen CLEANUP(mem_freep) = mem_alloc((n + 1) * sizeof(*seen));
	struct walk walk = {package, n, order, 0, seen};
	for (size_t i = 0; i < n; i++)
		names[i] = i;
	if (n)
		qsort_r(names, n, sizeof(*names), by_index_name, (void *)package);
	for (size_t i = 0; i < n; i++)
		visit_depends(&walk, names[i]);
}
