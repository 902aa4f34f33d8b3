/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds programs that convert text with iconv_open(3) and contain the name of a character set
 * whose module the rule "gconv" left out. Whether a program ever uses a name is not known, so
 * each program is a note ("charset") and nothing is added. */
#ifndef CHARSETS_H
#define CHARSETS_H

#include "make/pipeline.h"

/* Adds the notes to build->gate, which gate_run() has filled, and keeps its order. */
void charsets_find(struct build *build);

#endif
