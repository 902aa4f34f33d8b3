// SPDX-License-Identifier: GPL-2.0-or-later
// Rewrites sources: the host's, changed to another suite or verified with other keys, as
// stanzas in the format of sources.list(5).
#ifndef SHIM_SUITE_H
#define SHIM_SUITE_H

#include <string>
#include <vector>

#include "shim/sources.h"

namespace shim {

// VERSION_CODENAME of the host's os-release(5); "" if there is none.
std::string host_codename(const directories &dir);

// What sources.list(5) says about a source in addition to its address.
struct source_facts {
	bool binary = false;    // it has binary packages
	std::string components; // "main contrib", or ""
	std::string kept;       // further fields: "Check-Valid-Until: no\n"
};
source_facts facts_of(const metaIndex &source);

// Every source of the host's own release with its suite replaced by that of the
// settings, as far as that suite has the pocket. `keyrings`, if any, replace its own.
// Throws STATUS_FATAL if the host has no such source.
std::string sources_for_suite(const pkgSourceList &host, const settings &set, const directories &dir,
			      const std::vector<std::string> &keyrings);

// Every source of the list, verified only with these keyrings.
std::string sources_with_keyrings(const pkgSourceList &list,
				  const std::vector<std::string> &keyrings);

} // namespace shim

#endif
