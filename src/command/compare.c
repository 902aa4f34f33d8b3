/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/compare.h"

#include <stdlib.h>
#include <string.h>

struct comparison {
	const struct plan *plan;
	struct universe apt; /* its choice */
	struct err error;    /* or why there is none */
};

struct comparison *compare_with_apt(const struct plan *plan, struct err *err)
{
	struct request_item *items CLEANUP(mem_freep) = NULL;
	size_t n = plan_request(plan, &items);
	struct comparison *c = mem_alloc(sizeof(*c));
	c->plan = plan;
	if (plan->source->load_apt_choice(plan->source, items, n, &c->apt, &c->error) == 0 ||
	    c->error.status == STATUS_UNSOLVABLE)
		return c;
	err_move(err, &c->error);
	comparison_freep(&c);
	return NULL;
}

void comparison_freep(struct comparison **comparison)
{
	if (!*comparison)
		return;
	universe_release(&(*comparison)->apt);
	err_release(&(*comparison)->error);
	mem_freep(comparison);
}

static const char *here(const struct comparison *c, size_t i)
{
	return c->plan->universe.package.at[c->plan->solution.chosen.at[i].id].name;
}

static bool is_here(const struct comparison *c, const char *name)
{
	for (size_t i = 0; i < c->plan->solution.chosen.n; i++)
		if (strcmp(here(c, i), name) == 0)
			return true;
	return false;
}

static bool is_apts(const struct comparison *c, const char *name)
{
	for (size_t i = 0; i < c->apt.package.n; i++)
		if (strcmp(c->apt.package.at[i].name, name) == 0)
			return true;
	return false;
}

static uint64_t apt_size(const struct comparison *c)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < c->apt.package.n; i++)
		sum += package_size(&c->apt.package.at[i]);
	return sum;
}

static void find_differences(const struct comparison *c, struct names *only_apt,
			     struct names *only_here)
{
	for (size_t i = 0; i < c->apt.package.n; i++)
		if (!is_here(c, c->apt.package.at[i].name))
			vec_push(only_apt, c->apt.package.at[i].name);
	for (size_t i = 0; i < c->plan->solution.chosen.n; i++)
		if (!is_apts(c, here(c, i)))
			vec_push(only_here, here(c, i));
}

static json_t *names_json(const struct names *names)
{
	json_t *array = json_array();
	for (size_t i = 0; i < names->n; i++)
		json_array_append_new(array, json_string(names->at[i]));
	return array;
}

json_t *comparison_json(const struct comparison *c)
{
	struct names only_apt = {0}, only_here = {0};
	if (c->error.text)
		return json_pack("{s:s}", "error", c->error.text);
	find_differences(c, &only_apt, &only_here);
	json_t *root = json_pack("{s:I, s:I, s:o, s:o}", "packages", (json_int_t)c->apt.package.n,
				 "installed_size", (json_int_t)apt_size(c), "only_apt",
				 names_json(&only_apt), "only_here", names_json(&only_here));
	vec_release(&only_apt);
	vec_release(&only_here);
	return root;
}

static void add_names(struct buf *out, const char *label, const struct names *names)
{
	if (names->n)
		buf_printf(out, "  only %s:", label);
	for (size_t i = 0; i < names->n; i++)
		buf_printf(out, " %s", names->at[i]);
	if (names->n)
		buf_puts(out, "\n");
}

void comparison_add_text(const struct comparison *c, struct buf *out)
{
	struct names only_apt = {0}, only_here = {0};
	if (c->error.text) {
		buf_printf(out, "\n%s\n", c->error.text);
		return;
	}
	find_differences(c, &only_apt, &only_here);
	buf_printf(out, "\napt would install %zu packages, ", c->apt.package.n);
	buf_add_size(out, apt_size(c));
	buf_printf(out, "; this is %zu, ", c->plan->solution.chosen.n);
	buf_add_size(out, c->plan->solution.cost);
	buf_puts(out, "\n");
	add_names(out, "apt", &only_apt);
	add_names(out, "here", &only_here);
	vec_release(&only_apt);
	vec_release(&only_here);
}
