/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads os-release(5): lines NAME=value, where values are quoted as in a shell. */
#ifndef FMT_OS_RELEASE_H
#define FMT_OS_RELEASE_H

#include "base/str.h"

/* The value of NAME without its quotes, as a view of `text`; the last one if it is
 * repeated, empty if it is absent. Escapes are not resolved, because Debian's file has
 * none. */
struct str os_release_value(struct str text, const char *name);

#endif
