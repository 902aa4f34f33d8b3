// SPDX-License-Identifier: GPL-2.0-or-later
// Bare Packages indexes: unsigned, for local use, read as they stand.
#ifndef SHIM_INDEX_H
#define SHIM_INDEX_H

#include <string>

#include "shim/sources.h"

namespace shim {

// One index as the only source. It is shown to apt as the index of a flat,
// trusted, local repository, so that apt's mapped cache is kept for it, too.
void plan_index(source_plan &plan, const settings &set, const folders &dir);
// Puts the index where apt looks for the one of that repository.
void place_index(const source_plan &plan, const settings &set, const pkgSourceList &list,
		 const std::string &lists);

// ".xz" and the like, as far as apt knows them; "" where the name has none.
const char *compression_suffix(const std::string &path);

// Adds the index of local .debs to a list: merged on top of apt's cache for
// this run alone. Returns its path as apt knows it.
std::string add_local_index(pkgSourceList &list, const std::string &path, const folders &dir);

} // namespace shim

#endif
