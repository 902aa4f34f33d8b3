/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/digests.h"

#include "io/hash.h"

const char *digests_sha256(struct digests *digests, struct str body)
{
	void **known = map_at(&digests->by_place, (struct str){(const char *)&body, sizeof(body)});
	if (!*known)
		*known = arena_strdup(&digests->arena, hash_bytes(HASH_SHA256, body).text);
	return *known;
}

void digests_release(struct digests *digests)
{
	map_release(&digests->by_place);
	arena_release(&digests->arena);
}
