// SPDX-License-Identifier: GPL-2.0-or-later
// What apt would install: runs its own marking and problem resolver, only for comparison.


#include <apt-pkg/algorithms.h>
#include <apt-pkg/configuration.h>
#include <apt-pkg/depcache.h>
#include <apt-pkg/error.h>

#include <algorithm>
#include <cstring>

#include "shim/cache.h"
#include "shim/files.h"
#include "shim/record.h"
#include "shim/relation.h"

namespace shim {

// The first alternative that is available, the real package before providers, as in
// "apt-get satisfy".
static pkgCache::VerIterator first_available(package_cache &packages,
					     const std::vector<wish> &group)
{
	for (const wish &wanted : group) {
		matches const found = match_request(packages, wanted);
		if (!found.real.empty())
			return found.real.front();
		if (!found.providers.empty())
			return found.providers.front();
	}
	return {};
}

static void mark(pkgDepCache &depends, const std::vector<pkgCache::VerIterator> &wanted)
{
	pkgProblemResolver resolver(&depends);
	for (bool const with_dependencies : {false, true})
		for (const pkgCache::VerIterator &version : wanted) {
			pkgCache::PkgIterator const package = version.ParentPkg();
			resolver.Clear(package);
			resolver.Protect(package);
			depends.MarkInstall(package, with_dependencies);
		}
	if (depends.BrokenCount() != 0 && !resolver.Resolve(true))
		fail(STATUS_UNSOLVABLE, "apt finds no way: " + take_messages().text("unmet dependencies"));
}

void load_apt_choice(archive &a, const struct request_item *items, size_t n,
		     struct universe *universe)
{
	std::unique_ptr<file_lock> lock;
	if (a.own_lists)
		lock.reset(new file_lock(a.lock_file(), true, a.set.interrupted));
	_config->Set("APT::Install-Recommends", "false");
	package_cache packages(a);
	pkgDepCache depends(&packages.cache(), &packages.policy());
	if (!depends.Init(nullptr))
		check_apt(STATUS_FATAL, "apt's dependency cache");
	std::vector<pkgCache::VerIterator> wanted;
	for (const request_part &part : read_request(a, packages, items, n)) {
		pkgCache::VerIterator const version = first_available(packages, part.group);
		if (!version.end())
			wanted.push_back(version);
	}
	for (const pkgCache::VerIterator &version : packages.chosen())
		depends.SetCandidateVersion(version);
	mark(depends, wanted);
	std::vector<pkgCache::VerIterator> chosen;
	for (auto package = packages.cache().PkgBegin(); !package.end(); ++package)
		if (depends[package].Install())
			chosen.push_back(depends[package].InstVerIter(packages.cache()));
	std::sort(chosen.begin(), chosen.end(), [](const auto &x, const auto &y) {
		return strcmp(x.ParentPkg().Name(), y.ParentPkg().Name()) < 0;
	});
	std::vector<struct package> list;
	for (const pkgCache::VerIterator &version : chosen) {
		struct package package = {};
		package.name = arena_text(*universe, version.ParentPkg().Name());
		package.version = arena_text(*universe, version.VerStr());
		package.architecture = arena_text(*universe, version.Arch());
		package.installed_size = version->InstalledSize;
		package.download_size = version->Size;
		list.push_back(package);
	}
	set_packages(*universe, list);
	take_messages();
}

} // namespace shim
