/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loads profiles, and applies the command line to them. The caller leaves request.places and
 * request.relation_names unset: they are filled in here. Every error is STATUS_FATAL. */
#ifndef PROFILE_OPTIONS_H
#define PROFILE_OPTIONS_H

#include "base/err.h"
#include "plan/options.h"
#include "plan/plan.h"

/* Loads a profile without options; see profile_load(). */
int profile_open_plain(const struct setting *setting, const struct profile_request *request,
		       struct profile *out, struct err *err);
/* Loads a profile and applies --user, --home-mode, --workdir, --entrypoint, --cmd,
 * --env, --label and --copy to it. On error `out` is already released. */
int profile_open(const struct options *options, const struct setting *setting,
		 const struct profile_request *request, struct profile *out, struct err *err);

/* Sets *out to the suite for which a profile is loaded: `suite` if the rules know it or
 * the profile claims it, else the newest that the rules know. *out is text of the rules,
 * or `suite` itself, which is not NULL. */
int profile_suite(const struct options *options, const struct setting *setting,
		  const struct profile_request *request, const struct rules *rules, const char *suite,
		  const char **out, struct err *err);

/* Checks that the image has the user and group that a container runs as, if they are
 * given by name. If not, the error has a hint. */
int profile_check_user(const struct profile *profile, const struct fileset *files, struct err *err);

#endif
