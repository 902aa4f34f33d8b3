/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/left_out.h"

#include <stdlib.h>
#include <string.h>

void left_out_add(struct left_out_list *list, const struct member *member, uint32_t rule)
{
	if (member->owner == OWNER_GENERATED)
		return;
	uint64_t bytes = member->type == MEMBER_FILE ? member->body.n : 0;
	vec_push(&list->list, ((struct left_out){member->path, member->type, bytes, member->owner, rule}));
}

struct left_out_sum left_out_sum(const struct left_out_list *list, uint32_t rule)
{
	struct left_out_sum sum = {0};
	for (size_t i = 0; i < list->list.n; i++) {
		const struct left_out *one = &list->list.at[i];
		sum.files += one->rule == rule && one->type != MEMBER_DIR;
		sum.bytes += one->rule == rule ? one->bytes : 0;
	}
	return sum;
}

static int compare_left_out(const void *a, const void *b)
{
	const struct left_out *x = a, *y = b;
	if (x->owner != y->owner)
		return x->owner < y->owner ? -1 : 1;
	if (x->rule != y->rule)
		return x->rule < y->rule ? -1 : 1;
	return strcmp(x->path, y->path);
}

void left_out_sort(struct left_out_list *list)
{
	if (list->list.n)
		qsort(list->list.at, list->list.n, sizeof(*list->list.at), compare_left_out);
}

static size_t first_of_owner(const struct left_out_list *list, package_id owner)
{
	size_t low = 0, high = list->list.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->list.at[middle].owner < owner)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct left_out *left_out_of(const struct left_out_list *list, package_id owner, size_t *n)
{
	size_t first = first_of_owner(list, owner), end = first;
	while (end < list->list.n && list->list.at[end].owner == owner)
		end++;
	*n = end - first;
	return *n ? &list->list.at[first] : NULL;
}

void left_out_release(struct left_out_list *list)
{
	vec_release(&list->list);
}
