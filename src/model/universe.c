/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/universe.h"

#include <string.h>

const char *relation_kind_name(enum relation_kind kind)
{
	switch (kind) {
	case RELATION_ROOT:
		return "Request";
	case RELATION_PRE_DEPENDS:
		return "Pre-Depends";
	case RELATION_DEPENDS:
		break;
	}
	return "Depends";
}

package_id universe_find(const struct universe *universe, const char *name)
{
	for (size_t i = 0; i < universe->package.n; i++)
		if (strcmp(universe->package.at[i].name, name) == 0)
			return (package_id)i;
	return PACKAGE_NONE;
}

void universe_release(struct universe *universe)
{
	vec_release(&universe->package);
	arena_release(&universe->arena);
	*universe = (struct universe){0};
}
