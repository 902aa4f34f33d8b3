// SPDX-License-Identifier: GPL-2.0-or-later
// Sources written anew: the host's, turned to another suite or checked with
// other keys, as stanzas in the format of sources.list(5).
#ifndef SHIM_SUITE_H
#define SHIM_SUITE_H

#include <string>
#include <vector>

#include "shim/sources.h"

namespace shim {

// VERSION_CODENAME of the host's os-release(5), "" where it says none.
std::string host_codename(const folders &dir);

// What sources.list(5) says about a source besides its address.
struct source_facts {
	bool binary = false;    // it has binary packages
	std::string components; // "main contrib", or ""
	std::string kept;       // fields of how it is read: "Check-Valid-Until: no\n"
};
source_facts facts_of(const metaIndex &source);

// Every source of the host's own release with the suite of the settings in place of its
// name, as far as that suite has the pocket. Throws where the host has none. `keyrings`, if
// any, replace its own.
std::string sources_for_suite(const pkgSourceList &host, const settings &set, const folders &dir,
			      const std::vector<std::string> &keyrings);

// Every source of the list, checked with these keyrings alone.
std::string sources_with_keyrings(const pkgSourceList &list,
				  const std::vector<std::string> &keyrings);

} // namespace shim

#endif
