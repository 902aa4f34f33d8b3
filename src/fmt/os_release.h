/* SPDX-License-Identifier: GPL-2.0-or-later */
/* os-release(5): NAME=value, one a line, values as the shell quotes them. */
#ifndef FMT_OS_RELEASE_H
#define FMT_OS_RELEASE_H

#include "base/str.h"

/* The value of NAME without quotes around it, a view of `text`; the last where it is
 * there twice, empty where it is not. Escapes stay as they are: Debian's has none. */
struct str os_release_value(struct str text, const char *name);

#endif
