// SPDX-License-Identifier: GPL-2.0-or-later
// libapt-pkg's global configuration: the host's, with everything turned off that would
// write to the host, run its hooks, or look at what is installed.
#ifndef SHIM_CONFIG_H
#define SHIM_CONFIG_H

#include <csignal>
#include <string>
#include <vector>

#include "shim/fault.h"
#include "shim/apt.h"

namespace shim {

// struct apt_options with its own copies of the text; "" for NULL. Paths of the cache and the pool
// are absolute.
struct settings {
	std::string cache_dir, suite, architecture, packages, packages_text, pool, debs_index;
	std::vector<std::string> mirrors, sources, keyrings, options, allow_missing;
	const struct suite_rules *suites;
	bool offline, update;
	const volatile sig_atomic_t *interrupted;

	explicit settings(const struct apt_options &options);
	// Whether the host's sources are used unchanged.
	bool host_as_is() const;
	bool stop() const; // whether *interrupted is set
};

// Where files are kept; all but the host's are below settings::cache_dir.
struct directories {
	std::string state;      // <cache>/apt
	std::string lists;      // <cache>/apt/lists: one directory for each set of sources
	std::string debs;       // <cache>/debs
	std::string empty;      // an empty file
	std::string host_root;  // apt's Dir, with a trailing slash
	std::string host_lists; // where the host's apt keeps its lists
};

// The architecture that apt was built for, or that its configuration names; after configure(),
// that of the run.
std::string host_architecture();

// Sets up libapt-pkg for these options, from scratch each time. Completes
// settings.architecture and makes the directories. Throws STATUS_FATAL.
directories configure(settings &set);

} // namespace shim

#endif
