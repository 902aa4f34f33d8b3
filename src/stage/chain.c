/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/chain.h"

#include <stdlib.h>

struct of_file {
	VEC(const struct use *) use;
};

static const struct use root; /* stands for the reason of a root */

void chains_open(const struct fileset *files, const struct uses *uses, struct chains *out)
{
	*out = (struct chains){.files = files, .uses = uses};
	for (size_t i = 0; i < uses->use.n; i++) {
		const struct use *use = &uses->use.at[i];
		void **slot = map_at(&out->from, str_from(use->by->path));
		if (!*slot)
			*slot = mem_alloc(sizeof(struct of_file));
		struct of_file *of = *slot;
		vec_push(&of->use, use);
	}
}

static void reach_first(struct chains *c, const struct member *m, const struct use *because)
{
	void **slot = map_at(&c->because, str_from(m->path));
	if (*slot)
		return;
	*slot = (void *)because;
	vec_push(&c->reached, m);
}

/* A file can have two names: the one at which it was found, and its own. */
static void follow(struct chains *c, const struct use *use)
{
	const struct member *name = use->at ? fileset_get(c->files, use->at) : NULL;
	if (name)
		reach_first(c, name, use);
	if (use->to)
		reach_first(c, use->to, use);
}

void chains_add(struct chains *c, const struct use *use)
{
	if (!use->to || map_get(&c->because, str_from(use->to->path)))
		return;
	struct use *copy = arena_alloc(&c->arena, sizeof(*copy));
	*copy = *use;
	follow(c, copy);
}

static void follow_all(struct chains *c, size_t first, bool sure)
{
	for (size_t i = first; i < c->reached.n; i++) {
		const struct member *m = c->reached.at[i];
		const struct of_file *of = map_get(&c->from, str_from(m->path));
		for (size_t k = 0; of && k < of->use.n; k++)
			if (of->use.at[k]->sure || !sure)
				follow(c, of->use.at[k]);
		if (!sure && c->reader)
			c->reader(c->context, c, m);
	}
}

void chains_from(struct chains *c, const struct member *const *member, size_t n)
{
	size_t first = c->reached.n;
	for (size_t i = 0; i < n; i++)
		reach_first(c, member[i], &root);
	follow_all(c, first, true);
	follow_all(c, first, false);
}

bool chains_reach(const struct chains *c, const char *path, const struct use **because)
{
	const struct use *use = map_get(&c->because, str_from(path));
	*because = use == &root ? NULL : use;
	return use != NULL;
}

void chains_release(struct chains *c)
{
	for (size_t i = 0; i < c->from.n; i++) {
		struct of_file *of = c->from.entry[i].value;
		vec_release(&of->use);
		free(of);
	}
	map_release(&c->from);
	map_release(&c->because);
	vec_release(&c->reached);
	arena_release(&c->arena);
}
