/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a service of systemd starts (systemd.service(5), Exec lines). */
#ifndef FMT_UNIT_H
#define FMT_UNIT_H

#include "base/mem.h"
#include "base/str.h"
#include "fmt/reader.h"

enum { UNIT_LARGEST = 1 << 20 }; /* bytes of a unit */

struct unit {
	/* The first word of each ExecStart, ExecStartPre and ExecStartPost, in their order, without
	 * the prefixes "@", "-", ":", "+" and "!": an absolute path or a name in PATH. It may be
	 * repeated. Lines of other sections count, too. */
	VEC(struct str) start;
};

extern const struct reader unit_reader; /* record: struct unit; it takes no question */

#endif
