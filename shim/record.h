// SPDX-License-Identifier: GPL-2.0-or-later
// What is in the indexes themselves but not in apt's cache: hashes, and where the .deb is.
#ifndef SHIM_RECORD_H
#define SHIM_RECORD_H

#include <string>
#include <vector>

#include "shim/cache.h"
#include "shim/files.h"

namespace shim {

// Copies text to the universe's arena, where it is valid as long as the universe.
char *arena_text(struct universe &universe, const std::string &text);

// Sets the packages of a universe that has none.
void set_packages(struct universe &universe, const std::vector<struct package> &packages);

// What is kept of a load, for questions about single packages. The indexes must not
// change between apt's cache and the records in them, so the lock is held as long.
struct loaded {
	std::unique_ptr<file_lock> lock;
	package_cache packages;
	std::vector<pkgCache::VerIterator> members; // by package_id

	explicit loaded(archive &a) : lock(lock_lists(a)), packages(a) {}
	// A shared lock of our own lists; NULL if the host's are used.
	static std::unique_ptr<file_lock> lock_lists(archive &a);
};

// Fills sha256, uri, essential and optional of these packages of the universe, and
// records where they come from in a.origins. `kept` is of the load that filled the universe.
// STATUS_UNTRUSTED if a record cannot be used.
void fill_records(archive &a, loaded &kept, const std::vector<package_id> &ids,
		  struct universe &universe);

} // namespace shim

#endif
