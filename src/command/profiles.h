/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command `profiles`, and where profiles are found. */
#ifndef PROFILES_H
#define PROFILES_H

#include "base/err.h"
#include "plan/options.h"
#include "plan/plan.h"

/* The user's ($XDG_CONFIG_HOME/debslim, ~/.config/debslim), the system's (/etc/debslim,
 * or $DEBSLIM_CONFIG) and the shipped ones; released by the caller. They need not exist. `out` need
 * not be initialised. */
void profiles_places(const char *data_dir, struct profile_places *out);

/* Prints the list of all, or shows options->arguments.at[0] ("NAME" or "NAME:TAG") with what it
 * inherits and what the options change, each line with the place where it comes from. */
int profiles(const struct options *options, const struct setting *setting, struct err *err);

#endif
