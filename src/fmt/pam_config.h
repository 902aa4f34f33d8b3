/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file of /usr/share/pam-configs, as pam-auth-update(8) of libpam-runtime reads
 * it: "Field: value" at the start of a line, any other line goes on with the
 * field before, its blanks at both ends taken off. */
#ifndef FMT_PAM_CONFIG_H
#define FMT_PAM_CONFIG_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

struct pam_field {
	char *name; /* "Auth", also where the file has "Auth-Final" */
	struct buf value; /* lines with '\n' between them */
};

struct pam_config {
	VEC(struct pam_field) field; /* of a name that comes twice, the last value */
	bool disabled; /* it names a module that is no more */
};

/* Never fails; the caller releases. */
void pam_config_parse(struct str text, struct pam_config *out);
/* "" where there is none. */
struct str pam_config_get(const struct pam_config *config, const char *name);
void pam_config_release(struct pam_config *config);

#endif
