/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command "rules": which size rules there are. */
#ifndef RULES_LIST_H
#define RULES_LIST_H

#include <stdbool.h>

#include "base/err.h"

/* Prints every rule with its values, what is the default and why. */
int rules_list(const char *data_dir, bool json, struct err *err);

#endif
