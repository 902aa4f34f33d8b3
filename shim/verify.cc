// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/verify.h"

#include <apt-pkg/error.h>
#include <apt-pkg/fileutl.h>
#include <apt-pkg/hashes.h>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cinttypes>
#include <memory>
#include <set>
#include <sstream>

#include "shim/files.h"
#include "shim/index.h"

namespace shim {

// Fits the second level of a processor's cache. Mapping the file instead takes longer
// than the hash.
static const size_t READ_AT_ONCE = 1 << 16;

namespace {

// XXH3 with 128 bits, as text together with the number of bytes.
class checksum {
	std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t *)> state;
	uint64_t bytes = 0;

public:
	checksum() : state(XXH3_createState(), XXH3_freeState)
	{
		if (!state)
			throw std::bad_alloc();
		XXH3_128bits_reset(state.get());
	}
	void add(const char *at, size_t n)
	{
		XXH3_128bits_update(state.get(), at, n);
		bytes += n;
	}
	std::string text() const
	{
		XXH128_hash_t const hash = XXH3_128bits_digest(state.get());
		char all[80];
		snprintf(all, sizeof(all), "%016" PRIx64 "%016" PRIx64 " %" PRIu64,
			 static_cast<uint64_t>(hash.high64), static_cast<uint64_t>(hash.low64),
			 bytes);
		return all;
	}
};

} // namespace

static std::string name_of_list(const std::string &path)
{
	return path.substr(path.rfind('/') + 1);
}

// "" if the file cannot be read to its end, which differs from every checksum.
static std::string checksum_of(const std::string &path)
{
	descriptor const file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
	std::unique_ptr<char[]> const block(new char[READ_AT_ONCE]);
	checksum sum;
	for (;;) {
		ssize_t const n = file.fd < 0 ? -1 : read(file.fd, block.get(), READ_AT_ONCE);
		if (n < 0 && errno == EINTR && file.fd >= 0)
			continue;
		if (n < 0)
			return "";
		if (n == 0)
			return sum.text();
		sum.add(block.get(), static_cast<size_t>(n));
	}
}

// Includes the name, so that one of these files cannot replace another.
static std::string seal_of(const std::string &path, const std::string &content)
{
	checksum sum;
	std::string const text = name_of_list(path) + "\n" + content;
	sum.add(text.data(), text.size());
	return sum.text() + "\n";
}

void write_sealed(const std::string &path, const std::string &content)
{
	write_whole(path, seal_of(path, content) + content);
}

bool read_sealed(const std::string &path, std::string &content)
{
	if (access(path.c_str(), R_OK) != 0)
		return false;
	std::string const all = read_whole(path);
	size_t const line = all.find('\n');
	if (line == all.npos || seal_of(path, all.substr(line + 1)) != all.substr(0, line + 1))
		return false;
	content = all.substr(line + 1);
	return true;
}

bool holds_exactly(const std::string &path, const std::string &content)
{
	struct stat st;
	return stat(path.c_str(), &st) == 0 && S_ISREG(st.st_mode) &&
	       static_cast<uint64_t>(st.st_size) == content.size() &&
	       access(path.c_str(), R_OK) == 0 && read_whole(path) == content;
}

void keep_whole(const std::string &path, const std::string &content, mode_t mode)
{
	if (!holds_exactly(path, content))
		write_whole(path, content, mode);
}

// Names of the lists in a directory: all but apt's lock and its subdirectories.
static std::set<std::string> lists_in(const std::string &directory)
{
	std::set<std::string> names;
	std::unique_ptr<DIR, int (*)(DIR *)> const open(opendir(directory.c_str()), closedir);
	while (const struct dirent *const entry = open ? readdir(open.get()) : nullptr) {
		struct stat st;
		std::string const name = entry->d_name;
		if (name != "lock" && (fstatat(dirfd(open.get()), entry->d_name, &st, 0) != 0 ||
				       !S_ISDIR(st.st_mode)))
			names.insert(name);
	}
	return names;
}

std::string package_cache_file(const directories &dir, const std::string &name)
{
	return dir.state + "/pkgcache-" + name + ".bin";
}

lists_record::lists_record(const directories &dir, const std::string &name)
    : directory(dir.lists + "/" + name), record(dir.state + "/sums-" + name),
      cache(package_cache_file(dir, name))
{
}

// Reads the checksums by name; false if the record is missing or damaged.
bool lists_record::read(std::map<std::string, std::string> &sums) const
{
	std::string content, digest, bytes, name;
	if (!read_sealed(record, content))
		return false;
	std::istringstream lines(content);
	while (lines >> digest >> bytes >> name)
		sums[name] = digest + " " + bytes;
	return true;
}

void lists_record::write(const std::map<std::string, std::string> &sums) const
{
	std::string content;
	for (auto const &[name, sum] : sums)
		content += sum + " " + name + "\n";
	write_sealed(record, content);
}

std::vector<std::string> lists_record::damaged() const
{
	std::map<std::string, std::string> sums;
	std::set<std::string> const present = lists_in(directory);
	std::vector<std::string> list;
	if (!read(sums) && !present.empty())
		list.push_back(record);
	for (auto const &[name, sum] : sums)
		if (checksum_of(directory + "/" + name) != sum)
			list.push_back(directory + "/" + name);
	for (const std::string &name : present)
		if (!sums.count(name))
			list.push_back(directory + "/" + name);
	return list;
}

static void remove_list(const std::string &path)
{
	if (unlink(path.c_str()) != 0 && errno != ENOENT)
		fail_errno(path);
}

// apt accepts a package cache that was made from a list of the same size and time, and
// the new list gets the time of the old one, so that cache is also removed. The lists of
// a local repository are links to it; there, a difference is a change.
void lists_record::drop(const std::vector<std::string> &lists) const
{
	std::map<std::string, std::string> sums;
	if (lists.empty())
		return;
	read(sums);
	unlink(cache.c_str());
	for (const std::string &path : lists) {
		struct stat st;
		bool const is_link = lstat(path.c_str(), &st) == 0 && S_ISLNK(st.st_mode);
		if (path == record || (sums.count(name_of_list(path)) && !is_link))
			log_warn("%s: missing or damaged in the cache; fetching it again",
				 path.c_str());
		else
			log_info("%s: fetching it again", path.c_str());
		remove_list(path);
		sums.erase(name_of_list(path));
	}
	write(sums);
}

void lists_record::forget() const
{
	for (const std::string &name : lists_in(directory))
		remove_list(directory + "/" + name);
	unlink(cache.c_str());
	write({});
}

// NULL if the Release file does not list an index of this name.
static const HashString *promised(const metaIndex &release, const std::string &name)
{
	const metaIndex::checkSum *const found = release.Lookup(name);
	return found ? found->Hashes.find("SHA256") : nullptr;
}

static bool has_hash(const std::string &path, const HashString &wanted, bool raw)
{
	FileFd file;
	Hashes hash(Hashes::SHA256SUM);
	_error->PushToStack();
	bool const read = file.Open(path, FileFd::ReadOnly, raw ? FileFd::None : FileFd::Extension) &&
			  hash.AddFD(file);
	_error->RevertToStack();
	return read && hash.GetHashString(Hashes::SHA256SUM) == wanted;
}

// apt may store an index in another compression than it was downloaded in; then its
// uncompressed content counts.
static bool is_promised(const metaIndex &release, const IndexTarget &target, const std::string &path)
{
	const HashString *const raw = promised(release, target.MetaKey + compression_suffix(path));
	const HashString *const plain = promised(release, target.MetaKey);
	return raw ? has_hash(path, *raw, true) : !plain || has_hash(path, *plain, false);
}

static bool as_promised(const pkgSourceList &list, const std::string &directory, const std::string &name)
{
	for (const metaIndex *source : list) {
		const metaIndex *const release = read_release(*source, directory);
		for (const IndexTarget &target : source->GetIndexTargets()) {
			std::string const path = target.Option(IndexTarget::EXISTING_FILENAME);
			if (release && !path.empty() && name_of_list(path) == name &&
			    !is_promised(*release, target, path))
				return false;
		}
	}
	return true;
}

void lists_record::renew(const pkgSourceList &list) const
{
	std::map<std::string, std::string> old, sums;
	std::string bad;
	read(old);
	for (const std::string &name : lists_in(directory)) {
		std::string const sum = checksum_of(directory + "/" + name);
		auto const known = old.find(name);
		if (sum.empty() || ((known == old.end() || known->second != sum) &&
				    !as_promised(list, directory, name)))
			bad = directory + "/" + name;
		else
			sums[name] = sum;
	}
	write(sums);
	if (!bad.empty())
		fail(STATUS_UNTRUSTED, bad + ": differs from what its Release file says",
		     "run again to fetch it anew");
}

void lists_record::update(const pkgSourceList &list, const std::function<void()> &update) const
{
	drop(damaged());
	try {
		update();
	} catch (const fault &) {
		renew(list);
		throw;
	}
	renew(list);
}

} // namespace shim
