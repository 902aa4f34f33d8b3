/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a file of /usr/share/pam-configs as pam-auth-update(8) of libpam-runtime does:
 * "Field: value" at the start of a line begins a field, and any other line, trimmed,
 * continues it. */
#ifndef FMT_PAM_CONFIG_H
#define FMT_PAM_CONFIG_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

struct pam_field {
	char *name; /* "Auth", also for "Auth-Final" */
	struct buf value; /* lines joined with '\n' */
};

struct pam_config {
	VEC(struct pam_field) field; /* a repeated field has its last value */
	bool disabled; /* it names pam_tally, a module that no longer exists */
};

/* Never fails. The caller releases `out`. */
void pam_config_parse(struct str text, struct pam_config *out);
/* The value of a field, "" if absent; a view of `config`. */
struct str pam_config_get(const struct pam_config *config, const char *name);
void pam_config_release(struct pam_config *config);

#endif
