/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Carries out on the image's file set what maintainer scripts would have done
 * (model/effects.h), one effect after the other, in the order in which dpkg
 * would have configured the packages; then what can only be known at the end:
 * the links of /etc/alternatives, passwd(5) and its kin, /etc/shells. Nothing is
 * executed; links are followed within the image alone. */
#ifndef STAGE_EFFECT_EFFECT_H
#define STAGE_EFFECT_EFFECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/effects.h"
#include "model/fileset.h"
#include "model/profile.h"
#include "model/rules.h"
#include "model/package_files.h"

struct effect_input {
	const struct profile *profile;
	const struct rules *rules;       /* those accounts; where they are mentioned */
	const struct universe *universe; /* versions of tools; NULL: the newest rules */
	const struct package_files *package;  /* all packages of the image */
	size_t n;
	int64_t epoch; /* seconds since 1970: shadow's day of the last change */
	/* Whether the size rules leave a path (normal form) out of packages: no link
	 * is made there, it would dangle. NULL: none is. */
	bool (*drops)(void *context, const char *path);
	void *context;
	enum base base; /* which of Debian's fixed accounts the image has */
};

struct effect_state;

/* After compose(), before the first script: takes in the accounts of base-passwd
 * and of the profile. NULL on error. The input must outlive the state. */
struct effect_state *effect_begin(const struct effect_input *input, struct fileset *files,
				  struct err *err);
/* STATUS_FATAL where the tool would fail and a script could not go on (an
 * account twice with different ids); STATUS_UNTRUSTED for what no package may
 * ask (a name that climbs out, a folder where a file is made). A warning where
 * the tool warns. The error names the package, the script and the line. */
int effect_apply(struct effect_state *state, const struct effect *effect, struct fileset *files,
		 struct err *err);
/* Whether an EFFECT_GENERATE named this generator. */
bool effect_asked(const struct effect_state *state, const char *generator);
/* After the last script: writes what was collected. */
int effect_finish(struct effect_state *state, struct fileset *files, struct err *err);
void effect_end(struct effect_state *state);

/* The numeric id of a user or group (a name or digits), as the image knows it so
 * far or Debian has it fixed. False where there is none. For the evaluator of
 * scripts: `getent passwd NAME`, `id -u`. */
bool effect_user_id(const struct effect_state *state, const char *name, uint32_t *id);
bool effect_group_id(const struct effect_state *state, const char *name, uint32_t *id);
/* Whether passwd(5), group(5) have the name already. */
bool effect_has_user(const struct effect_state *state, const char *name);
bool effect_has_group(const struct effect_state *state, const char *name);

#endif
