/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Capabilities of a file: from the text that setcap(8) takes (cap_from_text(3)) to the
 * bytes of the attribute security.capability (capabilities(7), linux/capability.h:
 * struct vfs_cap_data, revision 2). */
#ifndef FMT_CAPABILITY_H
#define FMT_CAPABILITY_H

#include "base/err.h"

enum { CAPABILITY_BYTES = 20 };

/* Fails with STATUS_FATAL where cap_from_text(3) or cap_set_file(3) would. */
int capability_parse(const char *text, unsigned char out[CAPABILITY_BYTES], struct err *err);

#endif
