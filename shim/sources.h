// SPDX-License-Identifier: GPL-2.0-or-later
// Determines which sources a run reads: the host's own list, that list changed to
// another suite, mirrors and files named by the user, or one bare index. Everything but
// the unchanged host's list becomes files of ours in apt's own formats, so that only
// libapt-pkg interprets them.
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
	std::string suite;              // the requested suite, else the host's codename; or ""
	std::string trust;              // identifies the keys that verify the sources
	// base_uri() of the host's own sources whose signatures it checks.
	std::set<std::string> host_checks;
	// describe() of sources that packages are not taken from.
	std::set<std::string> left_out;
};

// Follows configure(). May change which keys apt's configuration trusts. Throws STATUS_FATAL for a
// source, suite or keyring that cannot be used.
source_plan plan_sources(const settings &set, const directories &dir);
// All sources; apt's Dir::State::lists decides where their indexes are.
std::unique_ptr<pkgSourceList> read_sources(const source_plan &plan);
// The sources that packages are taken from.
std::unique_ptr<pkgSourceList> read_used_sources(const source_plan &plan);
// A key that identifies exactly these sources, their keys and the architecture.
std::string sources_key(const source_plan &plan, const pkgSourceList &list);

// "http://mirror.example/debian bookworm", without credentials.
std::string describe(const metaIndex &source);
// The URI of its files: "http://mirror.example/debian/dists/bookworm/".
std::string base_uri(const metaIndex &source);
// The path of its Release or InRelease in a directory of lists; "" if there is none.
std::string release_file(const metaIndex &source, const std::string &lists);
// The content of that file, which is read again only if it changes; NULL if there is
// none that can be read. It is never freed.
const metaIndex *read_release(const metaIndex &source, const std::string &lists);
// The codename in that file; "" if unknown.
std::string release_codename(const metaIndex &source, const std::string &lists);
// Whether it can be read without a network.
bool is_local(const metaIndex &source);
// Sets `tail` to "" for trixie itself, or to "-updates" or "-security" if `dist` is such
// a pocket of `code`; false if it is neither, and then `tail` is undefined.
bool pocket_of(const std::string &dist, const std::string &code, std::string &tail);

} // namespace shim

#endif
