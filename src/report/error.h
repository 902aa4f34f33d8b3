/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The error that ends a run. */
#ifndef REPORT_ERROR_H
#define REPORT_ERROR_H

#include <jansson.h>

#include "base/err.h"

/* {"status", "text", "hint", "context"}. */
json_t *error_facts(const struct err *err);
/* Prints the document of a run that has nothing else to say. That this fails is not told. */
void error_report(const struct err *err);

#endif
