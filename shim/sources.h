// SPDX-License-Identifier: GPL-2.0-or-later
// Which sources a run reads: the host's own list, that list turned to another
// suite, mirrors and files named by the user, or one bare index. Everything
// that is not the host's list as it stands becomes files of ours in apt's own
// formats, so that libapt-pkg alone interprets them.
#ifndef SHIM_SOURCES_H
#define SHIM_SOURCES_H

#include <apt-pkg/metaindex.h>
#include <apt-pkg/sourcelist.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "shim/config.h"

namespace shim {

struct source_plan {
	bool host = false;              // the host's list, as apt reads it
	std::vector<std::string> files; // otherwise these, in this order
	std::string index;              // a bare Packages index instead of a source, or ""
	std::string suite;              // what was asked for, else the host's codename; or ""
	std::string trust;              // stands for the keys the sources are checked with
	// Where the host's own sources are that it checks signatures of: base_uri().
	std::set<std::string> host_checks;
	// Sources that packages are not taken from: describe().
	std::set<std::string> left_out;
};

// May change apt's configuration: whose keys are trusted.
source_plan plan_sources(const settings &set, const folders &dir);
// apt's Dir::State::lists decides where its indexes are looked for.
std::unique_ptr<pkgSourceList> read_sources(const source_plan &plan);
// Those that packages are taken from.
std::unique_ptr<pkgSourceList> read_used_sources(const source_plan &plan);
// Stands for exactly these sources, their keys and the architecture.
std::string sources_key(const source_plan &plan, const pkgSourceList &list);

// "http://mirror.example/debian bookworm", without credentials.
std::string describe(const metaIndex &source);
// Where its files are: "http://mirror.example/debian/dists/bookworm/".
std::string base_uri(const metaIndex &source);
// Its Release or InRelease in a folder of lists; "" where there is none.
std::string release_file(const metaIndex &source, const std::string &lists);
// What that file says, read once as long as it does not change; NULL where there
// is none that can be read.
const metaIndex *read_release(const metaIndex &source, const std::string &lists);
// The codename it gives; "" where unknown.
std::string release_codename(const metaIndex &source, const std::string &lists);
// Whether reading it needs no network.
bool is_local(const metaIndex &source);
// "" for trixie, "-updates" or "-security" where `dist` is such a pocket of
// `code`; false where it is none of it.
bool pocket_of(const std::string &dist, const std::string &code, std::string &tail);

} // namespace shim

#endif
