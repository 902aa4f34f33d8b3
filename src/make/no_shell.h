/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --no-shell: the image must not have a shell. Each of these does nothing without the option, and
 * sets STATUS_CHECK with the file or the package that brings one in. */
#ifndef NO_SHELL_H
#define NO_SHELL_H

#include "make/pipeline.h"

/* Looks at the chosen packages and at what files of the image added to the request. */
int no_shell_check_packages(const struct plan *plan, struct err *err);
/* Looks for shells in PATH among the files of an assembled build. */
int no_shell_check_files(const struct build *build, struct err *err);

#endif
