/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cache: apt's lists and index, and .debs by their SHA-256. All of it can
 * be fetched or made again, so it can be removed at any time. */
#ifndef CACHE_H
#define CACHE_H

#include <stdbool.h>

#include "base/err.h"

/* Prints what is in it and how large it is. `dir` must exist. */
int cache_show(const char *dir, bool json, struct err *err);
/* Removes all of it, the directories apt and debs; anything else in `dir` stays. With `json` it
 * prints what was removed and what is left, else nothing. */
int cache_clean(const char *dir, bool json, struct err *err);

#endif
