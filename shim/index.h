// SPDX-License-Identifier: GPL-2.0-or-later
// Bare Packages indexes: unsigned, for local use, read unchanged.
#ifndef SHIM_INDEX_H
#define SHIM_INDEX_H

#include <string>

#include "shim/sources.h"

namespace shim {

// Functions throw STATUS_FATAL for a file that cannot be read, STATUS_UNTRUSTED for one that is not
// a Packages index.

// Makes an index the only source. It is presented to apt as the index of a flat,
// trusted, local repository, so that apt keeps its mapped cache of it, too.
void plan_index(source_plan &plan, const settings &set, const directories &dir);
// Puts the index where apt looks for the index of that repository: in the directory `lists`, whose
// other files it removes if the index is new.
void place_index(const source_plan &plan, const settings &set, const pkgSourceList &list,
		 const std::string &lists);

// The suffix of a compression that apt knows, such as ".xz"; "" if the name has none.
const char *compression_suffix(const std::string &path);

// Adds the index of local .debs to a list, for this run alone: it is merged on top of
// apt's cache. Returns its path as apt names it.
std::string add_local_index(pkgSourceList &list, const std::string &path, const directories &dir);

} // namespace shim

#endif
