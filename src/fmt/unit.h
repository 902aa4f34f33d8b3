/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a service of systemd starts (systemd.service(5), Exec lines). */
#ifndef FMT_UNIT_H
#define FMT_UNIT_H

#include <stdbool.h>

#include "base/str.h"

/* Takes the next ExecStart, ExecStartPre or ExecStartPost line off the text of a unit. *command is
 * its first word without the prefixes "@", "-", ":", "+" and "!", a view of the text: an absolute
 * path or a name in PATH. Lines of other sections count, too. False at the end. */
bool unit_next_start(struct str *rest, struct str *command);

#endif
