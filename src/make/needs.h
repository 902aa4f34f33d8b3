/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the image use and the plan does not bring: a cut relation that a file
 * contradicts, an interpreter or data of an Essential package (Debian Policy 3.8: nothing
 * need depend on those). */
#ifndef NEEDS_H
#define NEEDS_H

#include "make/pipeline.h"

/* After assemble(), by build->uses. *more says whether the plan asks for more now, so that the
 * image is to be made again. What is asked for once stays asked for: this comes to an end.
 * Where the profile says so (Drop-Scripts), a script without its interpreter is left out
 * instead, as the rule "scripts"; so is one that nothing starts, unless the profile says no. Always
 * returns 0. */
int needs_find(struct build *build, bool *more, struct err *err);
/* Empties build->unstarted, which needs_find() adds to: call it before that is called again. */
void needs_forget(struct build *build);

#endif
