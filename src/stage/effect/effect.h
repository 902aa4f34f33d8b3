/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Carries out on the fileset of the image what maintainer scripts would have done
 * (model/effects.h), one effect after the other in the order in which dpkg would
 * configure the packages, and at the end what depends on all of them: the links of
 * /etc/alternatives, passwd(5) and its relatives, /etc/shells. Nothing is executed, and
 * links are followed only inside the image.
 *
 * Order: effect_begin() after compose(), effect_apply() for each effect,
 * effect_finish(), effect_end(). The queries may be called between begin and end. */
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
	const struct profile *profile;   /* its accounts; NULL: none */
	const struct rules *rules;       /* Debian's fixed accounts, and where configuration
	                                  * files name accounts; NULL: none */
	const struct universe *universe; /* for the versions of tools; NULL: assume the newest */
	const struct package_files *package;  /* [n]: all packages of the image */
	size_t n;
	int64_t epoch; /* seconds since 1970, for the day of the last change in shadow(5) */
	/* Whether the size rules leave a path, in normal form, out of packages. No link
	 * is made there, because it would dangle. NULL: no path is left out. */
	bool (*drops)(void *context, const char *path);
	void *context;
	enum base base; /* which of Debian's fixed accounts the image has */
};

struct effect_state;

/* Takes in the accounts of base-passwd and of the profile, and makes the homes of the latter. The
 * input must outlive the state, which the caller ends with effect_end(). NULL on error:
 * STATUS_UNTRUSTED for a malformed passwd.master or group.master, STATUS_FATAL if one of these is
 * missing, if accounts clash, or if a home is not a directory. `files` must be the same fileset in
 * all calls. */
struct effect_state *effect_begin(const struct effect_input *input, struct fileset *files,
				  struct err *err);
/* Carries out one effect. STATUS_FATAL if the tool would fail and the script could not
 * continue (e.g. one account with two ids); STATUS_UNTRUSTED for what no package may do
 * (a name that climbs out of the root, a directory where a file is made). Where the tool
 * only warns, so does this. The error names package, script and line; the fileset may then
 * hold part of the effect. All that is kept of the effect is copied, so the caller may free it
 * afterwards. */
int effect_apply(struct effect_state *state, const struct effect *effect, struct fileset *files,
		 struct err *err);
/* Whether any EFFECT_GENERATE named this generator; never for "sysusers" and "tmpfiles", which
 * effect_apply() runs at once. */
bool effect_asked(const struct effect_state *state, const char *generator);
/* Writes what was collected to the fileset. Call it once, after the last effect; then only the
 * queries and effect_end(), also after an error. STATUS_FATAL if a fixed account of Debian is
 * needed whose number another account has; otherwise as effect_apply(). */
int effect_finish(struct effect_state *state, struct fileset *files, struct err *err);
void effect_end(struct effect_state *state); /* accepts NULL */

/* The numeric id of a user or group, given as a name or as digits, as far as the image
 * knows it so far or Debian has fixed it; false, with *id unchanged, if there is none. The
 * evaluator of scripts uses it for `getent passwd NAME` and `id -u`. */
bool effect_user_id(const struct effect_state *state, const char *name, uint32_t *id);
bool effect_group_id(const struct effect_state *state, const char *name, uint32_t *id);
/* Whether passwd(5) or group(5) has the name already, or Debian has fixed an account of it. */
bool effect_has_user(const struct effect_state *state, const char *name);
bool effect_has_group(const struct effect_state *state, const char *name);

#endif
