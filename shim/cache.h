// SPDX-License-Identifier: GPL-2.0-or-later
// apt's package cache, opened for one load: nothing is installed, there is one
// architecture, and each name has one candidate. apt's iterators, and pointers to text of the
// cache, are valid as long as the object.
#ifndef SHIM_CACHE_H
#define SHIM_CACHE_H

#include <apt-pkg/cachefile.h>
#include <apt-pkg/indexfile.h>
#include <apt-pkg/pkgcache.h>
#include <apt-pkg/policy.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "shim/archive.h"

namespace shim {

class package_cache {
	class file; // pkgCacheFile with our list of sources
	std::unique_ptr<file> opened;
	std::string local; // the index of local .debs, as named by apt
	std::unordered_map<unsigned long, pkgCache::VerIterator> candidates;
	std::unordered_map<unsigned long, pkgIndexFile *> indexes;
	std::vector<pkgCache::VerIterator> asked_for;

	bool is_local(const pkgCache::VerFileIterator &at) const;
	bool is_in_local(const pkgCache::VerIterator &version) const;

public:
	// Throws STATUS_UNTRUSTED if apt cannot read the lists. The caller holds the lock of our
	// own lists.
	explicit package_cache(archive &a);
	~package_cache();

	pkgCache &cache();
	pkgPolicy &policy();
	// apt's choice among the versions of a package; of two with the same version
	// number the one whose .deb is local. end() if there is none.
	pkgCache::VerIterator candidate(const pkgCache::PkgIterator &package);
	// Of several versions with this number the one whose .deb is local, if any.
	pkgCache::VerIterator local_one(const pkgCache::VerIterator &version) const;
	// Makes a version the candidate of its package, whatever apt would choose.
	void choose(const pkgCache::VerIterator &version);
	const std::vector<pkgCache::VerIterator> &chosen() const { return asked_for; }
	// Whether the package is of the architecture of this run, including "all".
	bool is_native(const pkgCache::PkgIterator &package);
	// The record of a version in an index: preferably a local one, then one that is
	// trusted. end() if there is none.
	pkgCache::VerFileIterator description(const pkgCache::VerIterator &version);
	pkgIndexFile *index(const pkgCache::VerFileIterator &at); // its index; may be NULL
	bool in_local_index(const pkgCache::VerFileIterator &at) const { return is_local(at); }
	// All names with a real package, sorted.
	std::vector<const char *> names();
};

} // namespace shim

#endif
