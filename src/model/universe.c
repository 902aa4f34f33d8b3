/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/universe.h"

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

void universe_release(struct universe *universe)
{
	vec_release(&universe->package);
	arena_release(&universe->arena);
	*universe = (struct universe){0};
}
