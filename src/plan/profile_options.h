/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile as the command line changes it. */
#ifndef PROFILE_OPTIONS_H
#define PROFILE_OPTIONS_H

#include "base/err.h"
#include "plan/options.h"
#include "plan/plan.h"

/* Loads a profile as it stands; request.places and request.relation_names are filled in
 * here and in what follows. */
int profile_open_plain(const struct setting *setting, const struct profile_request *request,
		       struct profile *out, struct err *err);
/* Loads a profile and puts --user, --home-mode,
 * --workdir, --entrypoint, --cmd, --env, --label and --copy over what it says. A fault
 * in one of them is STATUS_FATAL. */
int profile_open(const struct options *options, const struct setting *setting,
		 const struct profile_request *request, struct profile *out, struct err *err);

/* The suite that this profile is loaded for: `suite` if the rules know it or the profile claims
 * it, else the newest that the rules know. *out is the rules' text, or `suite` itself. */
int profile_suite(const struct options *options, const struct setting *setting,
		  const struct profile_request *request, const struct rules *rules, const char *suite,
		  const char **out, struct err *err);

/* That the image has the user and the group that a container is to run as, where these are names.
 * STATUS_FATAL with a hint. */
int profile_check_user(const struct profile *profile, const struct fileset *files, struct err *err);

#endif
