// SPDX-License-Identifier: GPL-2.0-or-later
// Detects damage to files of the cache. apt verifies a list once, when it arrives, and
// trusts the file from then on; so the checksum of each list is recorded at that moment,
// and a list that differs later is removed and fetched again. The checksums protect
// against broken disks, memory and copies, not against somebody who may write to the
// cache.
#ifndef SHIM_VERIFY_H
#define SHIM_VERIFY_H

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "shim/sources.h"

namespace shim {

// Every function that writes does so as write_whole() (shim/files.h): a temporary file, then a
// rename. It throws a fault of STATUS_FATAL on error.

// Writes a small text file that starts with a checksum of its name and its content.
void write_sealed(const std::string &path, const std::string &content);
// Reads such a file; false if it is missing, may not be read, or is damaged. Throws if reading
// fails.
bool read_sealed(const std::string &path, std::string &content);

// Whether `path` is a readable regular file with exactly this content.
bool holds_exactly(const std::string &path, const std::string &content);
// Writes the file with exactly `mode`, whatever the umask, unless it has exactly this content
// already; then its mode stays, too.
void keep_whole(const std::string &path, const std::string &content, mode_t mode = 0644);

// The path of apt's package cache of the lists in the directory `name`.
std::string package_cache_file(const directories &dir, const std::string &name);

// The recorded checksums of the lists in one directory. A caller that reads or changes
// these holds the lock of that directory.
class lists_record {
	std::string const directory, record, cache;

public:
	// `name`: name of the directory below directories::lists.
	lists_record(const directories &dir, const std::string &name);
	// Paths of lists that are missing, are not recorded or differ from the record;
	// and of the record if it is itself missing or damaged.
	std::vector<std::string> damaged() const;
	// Removes these lists and what apt has made of them; warns of those that were recorded.
	void drop(const std::vector<std::string> &lists) const;
	// Removes all lists and what apt has made of them.
	void forget() const;
	// Removes the damaged lists, runs `update`, which lets apt change the lists, and
	// records what exists afterwards, even if it throws. Each new index is first
	// compared with what its Release file says: STATUS_UNTRUSTED if it differs, and that
	// index is not recorded.
	void update(const pkgSourceList &list, const std::function<void()> &update) const;

private:
	bool read(std::map<std::string, std::string> &sums) const;
	void write(const std::map<std::string, std::string> &sums) const;
	void renew(const pkgSourceList &list) const;
};

} // namespace shim

#endif
