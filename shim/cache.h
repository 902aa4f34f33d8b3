// SPDX-License-Identifier: GPL-2.0-or-later
// apt's package cache, opened for one load: nothing installed, one architecture,
// one candidate for each name.
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
	class file; // pkgCacheFile with a list of ours
	std::unique_ptr<file> opened;
	std::string local; // the index of local .debs, as apt knows it
	std::unordered_map<unsigned long, pkgCache::VerIterator> candidates;
	std::unordered_map<unsigned long, pkgIndexFile *> indexes;
	std::vector<pkgCache::VerIterator> asked_for;

	bool is_local(const pkgCache::VerFileIterator &at) const;
	bool is_in_local(const pkgCache::VerIterator &version) const;

public:
	explicit package_cache(archive &a);
	~package_cache();

	pkgCache &cache();
	pkgPolicy &policy();
	// apt's choice among the versions of a package; of two with the same
	// number the one whose .deb is here. end() where there is none.
	pkgCache::VerIterator candidate(const pkgCache::PkgIterator &package);
	// Of several with the number of this one that whose .deb is here, if any.
	pkgCache::VerIterator local_one(const pkgCache::VerIterator &version) const;
	// Makes a version the choice of its package, whatever apt's would be.
	void choose(const pkgCache::VerIterator &version);
	const std::vector<pkgCache::VerIterator> &chosen() const { return asked_for; }
	// Of the architecture of this run ("all" included).
	bool is_native(const pkgCache::PkgIterator &package);
	// The place in an index where a version is described: a local one first,
	// then one that can be trusted. end() where there is none.
	pkgCache::VerFileIterator description(const pkgCache::VerIterator &version);
	pkgIndexFile *index(const pkgCache::VerFileIterator &at); // may be NULL
	bool in_local_index(const pkgCache::VerFileIterator &at) const { return is_local(at); }
	// All names with a real package, sorted.
	std::vector<const char *> names();
};

} // namespace shim

#endif
