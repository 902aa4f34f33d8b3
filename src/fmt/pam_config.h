/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a file of /usr/share/pam-configs as pam-auth-update(8) of libpam-runtime does:
 * "Field: value" at the start of a line begins a field, and any other line, trimmed,
 * continues it. */
#ifndef FMT_PAM_CONFIG_H
#define FMT_PAM_CONFIG_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"
#include "fmt/reader.h"

struct pam_field {
	struct str name;  /* "Auth", also for "Auth-Final" */
	struct str value; /* lines joined with '\n' */
};

struct pam_config {
	VEC(struct pam_field) field; /* a repeated field has its last value */
	bool disabled; /* it names pam_tally, a module that no longer exists */
};

enum { PAM_CONFIG_LARGEST = 1 << 20 }; /* bytes of a file */

extern const struct reader pam_config_reader; /* record: struct pam_config; it takes no question */
/* The value of a field ("Auth"), "" if absent; a view of `config`. */
struct str pam_config_get(const struct pam_config *config, const char *name);

#endif
