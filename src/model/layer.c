/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/layer.h"

void layers_release(struct layers *layers)
{
	for (size_t i = 0; i < layers->layer.n; i++)
		free(layers->layer.at[i].member);
	vec_release(&layers->layer);
	arena_release(&layers->arena);
}
