// SPDX-License-Identifier: GPL-2.0-or-later
// libapt-pkg's global configuration: the host's, with everything that would
// write to the host, run its hooks or look at what is installed turned off.
#ifndef SHIM_CONFIG_H
#define SHIM_CONFIG_H

#include <csignal>
#include <string>
#include <vector>

#include "shim/fault.h"
#include "shim/apt.h"

namespace shim {

// struct apt_options with text of its own.
struct settings {
	std::string cache_dir, suite, architecture, packages, packages_text, pool, debs_index;
	std::vector<std::string> mirrors, sources, keyrings, options, allow_missing;
	const struct suite_rules *suites;
	bool offline, update;
	const volatile sig_atomic_t *interrupted;

	explicit settings(const struct apt_options &options);
	// The host's own sources, exactly as they are.
	bool host_as_is() const;
	bool stop() const;
};

// Where things are kept; all but the host's below settings::cache_dir.
struct folders {
	std::string state;      // <cache>/apt
	std::string lists;      // <cache>/apt/lists: one folder for each set of sources
	std::string debs;       // <cache>/debs
	std::string empty;      // a file with nothing in it
	std::string host_root;  // apt's Dir, with a slash at the end
	std::string host_lists; // where the host's apt keeps its lists
};

// The architecture apt was built for, or the one its configuration names.
std::string host_architecture();

// Sets up libapt-pkg for these options, from scratch each time. Completes
// settings.architecture. Makes the folders.
folders configure(settings &set);

} // namespace shim

#endif
