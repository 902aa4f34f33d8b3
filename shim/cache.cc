// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/cache.h"

#include <apt-pkg/configuration.h>
#include <apt-pkg/error.h>
#include <apt-pkg/fileutl.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "shim/files.h"
#include "shim/index.h"

namespace shim {

class package_cache::file : public pkgCacheFile {
public:
	explicit file(std::unique_ptr<pkgSourceList> list) { SrcList = list.release(); }
	pkgSourceList &sources() { return *SrcList; }
	pkgPolicy &policy() { return *Policy; }
};

// apt follows three offsets in the header of its file before it checks the hash of the
// whole; in a truncated file they may point beyond its end.
static bool is_whole(int fd)
{
	pkgCache::Header header;
	if (pread(fd, &header, sizeof(header), 0) != static_cast<ssize_t>(sizeof(header)))
		return false;
	for (uint32_t const offset :
	     {static_cast<uint32_t>(header.VerSysName), static_cast<uint32_t>(header.Architecture),
	      static_cast<uint32_t>(header.GetArchitectures())}) {
		char text[256];
		ssize_t const n = pread(fd, text, sizeof(text), static_cast<off_t>(offset));
		if (n <= 0 || !memchr(text, 0, static_cast<size_t>(n)))
			return false;
	}
	return true;
}

static void drop_if_cut_off(const std::string &name)
{
	descriptor const file(open(name.c_str(), O_RDONLY | O_CLOEXEC));
	if (file.fd >= 0 && !is_whole(file.fd))
		unlink(name.c_str());
}

// apt leaves an incomplete file behind when the disk is full.
static void drop_cache(const std::string &name)
{
	unlink(name.c_str());
	size_t const slash = name.rfind('/');
	if (slash == name.npos)
		return;
	for (const std::string &file : GetListOfFilesInDir(name.substr(0, slash), false))
		if (starts_with(file, name + "."))
			unlink(file.c_str());
}

static std::unique_ptr<pkgSourceList> all_sources(const archive &a, std::string &local)
{
	std::unique_ptr<pkgSourceList> list = read_used_sources(a.plan);
	if (!a.set.debs_index.empty())
		local = add_local_index(*list, a.set.debs_index, a.dir);
	return list;
}

// apt's first error is the cause, the others are its consequences.
[[noreturn]] static void fail_for_index(const archive &a)
{
	apt_messages const messages = take_messages();
	fail(STATUS_UNTRUSTED, (a.plan.index.empty() ? "package lists" : a.plan.index) + ": " +
				       (messages.errors.empty() ? "unusable" : messages.errors[0]));
}

package_cache::package_cache(archive &a)
{
	drop_if_cut_off(_config->FindFile("Dir::Cache::pkgcache"));
	opened.reset(new file(all_sources(a, local)));
	if (!opened->BuildCaches(nullptr, false)) {
		// Either the cache file is damaged or the disk is full. Build the cache once
		// more, in memory only.
		log_info("apt's cache: %s", take_messages().text("unusable").c_str());
		std::string const name = _config->FindFile("Dir::Cache::pkgcache");
		drop_cache(name);
		_config->Set("Dir::Cache::pkgcache", "");
		opened.reset(new file(all_sources(a, local)));
		bool const good = opened->BuildCaches(nullptr, false);
		_config->Set("Dir::Cache::pkgcache", name);
		if (!good)
			fail_for_index(a);
	}
	if (!opened->BuildPolicy(nullptr))
		check_apt(STATUS_FATAL, "apt's preferences");
	check_apt(STATUS_FATAL, "package lists");
}

package_cache::~package_cache() = default;

pkgCache &package_cache::cache()
{
	return *opened;
}

pkgPolicy &package_cache::policy()
{
	return opened->policy();
}

bool package_cache::is_native(const pkgCache::PkgIterator &package)
{
	return strcmp(package.Arch(), cache().NativeArch()) == 0;
}

bool package_cache::is_local(const pkgCache::VerFileIterator &at) const
{
	return !local.empty() && at.File().FileName() && local == at.File().FileName();
}

bool package_cache::is_in_local(const pkgCache::VerIterator &version) const
{
	for (pkgCache::VerFileIterator at = version.FileList(); !at.end(); ++at)
		if (is_local(at))
			return true;
	return false;
}

pkgCache::VerIterator package_cache::candidate(const pkgCache::PkgIterator &package)
{
	auto const known = candidates.find(package->ID);
	if (known != candidates.end())
		return known->second;
	pkgCache::VerIterator const version = local_one(opened->policy().GetCandidateVer(package));
	candidates.emplace(package->ID, version);
	return version;
}

pkgCache::VerIterator package_cache::local_one(const pkgCache::VerIterator &version) const
{
	if (local.empty() || version.end() || is_in_local(version))
		return version;
	for (auto other = version.ParentPkg().VersionList(); !other.end(); ++other)
		if (strcmp(other.VerStr(), version.VerStr()) == 0 && is_in_local(other))
			return other;
	return version;
}

void package_cache::choose(const pkgCache::VerIterator &version)
{
	candidates[version.ParentPkg()->ID] = version;
	asked_for.push_back(version);
}

pkgIndexFile *package_cache::index(const pkgCache::VerFileIterator &at)
{
	pkgCache::PkgFileIterator const where = at.File();
	auto const known = indexes.find(where->ID);
	if (known != indexes.end())
		return known->second;
	pkgIndexFile *found = nullptr;
	if (!opened->sources().FindIndex(where, found))
		found = nullptr;
	indexes.emplace(where->ID, found);
	return found;
}

pkgCache::VerFileIterator package_cache::description(const pkgCache::VerIterator &version)
{
	pkgCache::VerFileIterator best;
	for (pkgCache::VerFileIterator at = version.FileList(); !at.end(); ++at) {
		if (at.File().Flagged(pkgCache::Flag::NotSource) || !index(at))
			continue;
		if (is_local(at))
			return at;
		if (best.end() || (!index(best)->IsTrusted() && index(at)->IsTrusted()))
			best = at;
	}
	return best;
}

std::vector<const char *> package_cache::names()
{
	std::vector<const char *> all;
	for (auto group = cache().GrpBegin(); !group.end(); ++group)
		for (auto package = group.PackageList(); !package.end();
		     package = group.NextPkg(package))
			if (is_native(package) && !package.VersionList().end()) {
				all.push_back(group.Name());
				break;
			}
	std::sort(all.begin(), all.end(),
		  [](const char *x, const char *y) { return strcmp(x, y) < 0; });
	return all;
}

} // namespace shim
