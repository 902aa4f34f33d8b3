// SPDX-License-Identifier: GPL-2.0-or-later
// What stands in the indexes themselves and not in apt's cache: hashes, and where
// the .deb is.
#ifndef SHIM_RECORD_H
#define SHIM_RECORD_H

#include <string>
#include <vector>

#include "shim/cache.h"

namespace shim {

// Text in the universe's arena.
char *arena_text(struct universe &universe, const std::string &text);

// Makes these the packages of a universe that has none.
void set_packages(struct universe &universe, const std::vector<struct package> &packages);

// Fills sha256, uri and essential of each package of the universe, and where it
// comes from into a.origins. `members`: its versions, by package_id.
void fill_records(archive &a, package_cache &packages,
		  const std::vector<pkgCache::VerIterator> &members, struct universe &universe);

} // namespace shim

#endif
