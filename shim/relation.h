// SPDX-License-Identifier: GPL-2.0-or-later
// Relations between packages, as libapt-pkg reads and decides them.
#ifndef SHIM_RELATION_H
#define SHIM_RELATION_H

#include <string>
#include <vector>

#include "shim/cache.h"

namespace shim {

// One alternative before it is looked up. apt decides which package it means:
// "python3:any" is a package of its own there, provided by python3.
struct wish {
	std::string name;             // without qualifier
	std::string text;             // "libssl3 (>= 3.0.0)"
	pkgCache::PkgIterator target; // may be end()
	unsigned op;                  // pkgCache::Dep::DepCompareOp, of `version`
	std::string version; // "" if there is none
	bool exact = false;  // in a request "curl=7.88": exactly this version
	std::string release; // in a request "curl/trixie": the version of this release; or ""
};

// Candidates that meet a wish.
struct matches {
	bool known = false; // the name exists or is provided, whether that meets the wish or not
	std::vector<pkgCache::VerIterator> real, providers; // providers sorted by name
	// Whether `package` is among them.
	bool holds(const pkgCache::PkgIterator &package) const;
};

wish wish_of(const pkgCache::DepIterator &dep);
// What meets a wish of a package's relation.
matches match(package_cache &packages, const wish &wanted);

// Parses "--include 'a, b | c (>= 1)'" into parts with their alternatives. Those restricted to
// other architectures, as in "a [i386]", are left out. Throws STATUS_FATAL on a syntax error and
// for "a:i386".
std::vector<std::vector<wish>> parse_request(package_cache &packages,
					     const struct request_item &item);
// Whether one of the alternatives is this package; false if the text is not a relation.
bool names_package(const std::string &relation, const std::string &package);
// One part of a request.
struct request_part {
	const struct request_item *item;
	std::vector<wish> group;
};
// Reads a whole request. A version that it names ("curl=7.88", "curl/trixie") becomes the
// candidate of its package, for later calls as well. Throws STATUS_FATAL if that version does not
// exist (STATUS_NETWORK if sources were left out), STATUS_UNSOLVABLE if the request names two
// versions of one package. The parts point into `items`, which must outlive them.
std::vector<request_part> read_request(archive &a, package_cache &packages,
				       const struct request_item *items, size_t n);
// "--include: ", for errors; "" if the item does not say where it is from.
std::string place_of(const struct request_item &item);
// Like match(), for a user's request: a name with a real package means that package.
matches match_request(package_cache &packages, const wish &wanted);

} // namespace shim

#endif
