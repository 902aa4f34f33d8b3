/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data of Essential packages that programs use without a dependency on them: terminfo, the
 * locale C.UTF-8, PAM's common files (Data in the rules). What a kept file uses brings the
 * package in, of which only these files are taken. */
#ifndef DATA_FACTS_H
#define DATA_FACTS_H

#include "build/pipeline.h"

/* After interpreters_settle(), once that adds nothing more: *added says whether the plan has got
 * packages more, with which the image is to be made again. Nothing in an image that has no more
 * than its profile lists. */
int data_facts_settle(struct build *build, bool *added, struct err *err);

#endif
