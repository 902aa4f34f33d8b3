/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Converts file capabilities from the text that setcap(8) takes (cap_from_text(3)) to
 * the bytes of the attribute security.capability (capabilities(7); struct vfs_cap_data,
 * revision 2, of linux/capability.h). */
#ifndef FMT_CAPABILITY_H
#define FMT_CAPABILITY_H

#include "base/err.h"

enum { CAPABILITY_BYTES = 20 };

/* STATUS_FATAL if cap_from_text(3) would refuse the text or cap_set_file(3) the sets; then `out`
 * is unchanged. It knows the capabilities up to cap_checkpoint_restore. */
int capability_parse(const char *text, unsigned char out[CAPABILITY_BYTES], struct err *err);

#endif
