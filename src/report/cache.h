/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in the cache, and how large it is. */
#ifndef REPORT_CACHE_H
#define REPORT_CACHE_H

#include <jansson.h>
#include <stdint.h>

#include "base/str.h"

struct cache_usage {
	uint64_t files, bytes;
};

/* `removed`: what was removed just before; NULL if nothing was to be removed. It is not put into
 * words. */
json_t *cache_facts(const char *directory, const struct cache_usage *lists, const struct cache_usage *packages,
		    const struct cache_usage *removed);
void cache_text(const json_t *facts, struct buf *out);

#endif
