/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/unmade.h"

#include <string.h>

static const char *copy(struct unmade_list *list, const char *text)
{
	return text ? arena_strdup(&list->arena, text) : NULL;
}

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare_unmade(const void *a, const void *b)
{
	const struct unmade *x = a, *y = b;
	int order = strcmp(x->path, y->path);
	order = order ? order : strcmp(x->kind, y->kind);
	order = order ? order : compare_texts(x->package, y->package);
	return order ? order : strcmp(x->consequence, y->consequence);
}

void unmade_add(struct unmade_list *list, const struct unmade *entry)
{
	for (size_t i = 0; i < list->list.n; i++)
		if (compare_unmade(&list->list.at[i], entry) == 0)
			return;
	vec_push(&list->list, ((struct unmade){
				      .kind = copy(list, entry->kind),
				      .package = copy(list, entry->package),
				      .path = copy(list, entry->path),
				      .count = entry->count ? entry->count : 1,
				      .consequence = copy(list, entry->consequence),
				      .mend = copy(list, entry->mend),
			      }));
}

void unmade_sort(struct unmade_list *list)
{
	if (list->list.n)
		qsort(list->list.at, list->list.n, sizeof(*list->list.at), compare_unmade);
}

void unmade_release(struct unmade_list *list)
{
	vec_release(&list->list);
	arena_release(&list->arena);
}
