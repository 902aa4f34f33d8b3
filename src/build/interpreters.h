/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scripts whose interpreter is missing. Packages may use what is Essential
 * without a dependency on it (Debian Policy 3.8), so that package is added; where
 * the profile says so (Drop-Scripts), the script is left out instead. */
#ifndef INTERPRETERS_H
#define INTERPRETERS_H

#include "build/pipeline.h"

/* Between reach_settle() and the record of packages: leaves scripts out, with
 * the links to them, as the rule "scripts" of the filter. *added says whether the
 * plan has got packages more, with which the image is to be made again. */
int interpreters_settle(struct build *build, bool *added, struct err *err);

#endif
