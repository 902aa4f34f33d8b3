// SPDX-License-Identifier: GPL-2.0-or-later
// Relations between packages, as libapt-pkg reads and decides them.
#ifndef SHIM_RELATION_H
#define SHIM_RELATION_H

#include <string>
#include <vector>

#include "shim/cache.h"

namespace shim {

// One alternative, before it is looked up. Which package it means is up to apt:
// "python3:any" is a package of its own there, provided by python3.
struct wish {
	std::string name;             // without qualifier
	std::string text;             // "libssl3 (>= 3.0.0)"
	pkgCache::PkgIterator target; // may be end()
	unsigned op;
	std::string version; // "" without one
};

// Candidates that meet a wish.
struct matches {
	bool known = false;
	std::vector<pkgCache::VerIterator> real, providers; // providers by name
	// Whether `package` is among them.
	bool holds(const pkgCache::PkgIterator &package) const;
};

wish wish_of(const pkgCache::DepIterator &dep);
matches match(package_cache &packages, const wish &wanted);

// "--include 'a, b | c (>= 1)'": each part with its alternatives. Those that are
// for other architectures are left out. Throws on a syntax error.
std::vector<std::vector<wish>> parse_request(package_cache &packages,
					     const struct request_item &item);
// As match(), for what a user asks for: a name with a real package means that.
matches match_request(package_cache &packages, const wish &wanted);

} // namespace shim

#endif
