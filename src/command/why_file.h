/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why a file is in an image: which files use it, from one that was asked for on; or which
 * rule leaves it out. */
#ifndef COMMAND_WHY_FILE_H
#define COMMAND_WHY_FILE_H

#include <jansson.h>

#include "make/pipeline.h"

struct why_file {
	package_id package; /* that has it; OWNER_GENERATED: it is made */
	bool in;            /* it is in the image */
};

/* Answers for an absolute path about an image that was made (build_read()): sets members of `facts`
 * (debslim(1), JSON). False where neither the image nor a rule knows the path; then `facts` is
 * unchanged and `out` undefined. */
bool why_file(const struct build *build, const char *path, json_t *facts, struct why_file *out);

#endif
