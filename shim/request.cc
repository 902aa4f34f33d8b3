// SPDX-License-Identifier: GPL-2.0-or-later
// Requests for one version of a package: "curl=7.88.1-10", "curl/trixie".
#include <algorithm>
#include <cstring>

#include "shim/relation.h"

namespace shim {

static bool is_release_named(const char *name, const std::string &release)
{
	return name && release == name;
}

// Compares with the suite and the codename in the Release file.
static bool is_in_release(const pkgCache::VerIterator &version, const std::string &release)
{
	for (pkgCache::VerFileIterator at = version.FileList(); !at.end(); ++at)
		if (is_release_named(at.File().Archive(), release) ||
		    is_release_named(at.File().Codename(), release))
			return true;
	return false;
}

// The newest of the versions that are meant; end() if there is none.
static pkgCache::VerIterator version_meant(package_cache &packages, const wish &wanted)
{
	for (auto version = wanted.target.VersionList(); !version.end(); ++version)
		if (wanted.exact && wanted.version == version.VerStr())
			return packages.local_one(version);
		else if (!wanted.exact && is_in_release(version, wanted.release))
			return version;
	return {};
}

// "1.0-1 in bookworm, 1.1-1 in trixie", newest first.
static std::string versions_there(const wish &wanted)
{
	std::string all, last;
	for (auto version = wanted.target.VersionList(); !version.end(); ++version) {
		std::string const number = version.VerStr();
		pkgCache::VerFileIterator const at = version.FileList();
		const char *const release = at.end() ? nullptr : at.File().Codename();
		if (number == last)
			continue;
		last = number;
		all += (all.empty() ? "" : ", ") + number;
		if (!wanted.exact && release && *release)
			all += std::string(" in ") + release;
	}
	return all.empty() ? "none, as other packages provide it" : all;
}

[[noreturn]] static void fail_for_version(archive &a, const wish &wanted, const std::string &where)
{
	std::string const text =
		where + (wanted.exact
				 ? "no version '" + wanted.version + "' of '" + wanted.name + "'"
				 : "no version of '" + wanted.name + "' in '" + wanted.release + "'");
	if (!a.failures.empty())
		fail_for_left_out(a, text);
	fail(STATUS_FATAL, text + "; there is: " + versions_there(wanted));
}

namespace {

struct pick {
	pkgCache::VerIterator version;
	std::string text; // what asked for it
};

} // namespace

static void pick_version(archive &a, package_cache &packages, const wish &wanted,
			 const std::string &where, std::vector<pick> &picks)
{
	pkgCache::VerIterator const version = version_meant(packages, wanted);
	if (version.end())
		fail_for_version(a, wanted, where);
	for (const pick &other : picks) {
		if (other.version.ParentPkg() != version.ParentPkg())
			continue;
		if (strcmp(other.version.VerStr(), version.VerStr()) != 0)
			fail(STATUS_UNSOLVABLE, "'" + other.text + "' and '" + wanted.text +
							"' ask for two versions of one package: " +
							other.version.VerStr() + " and " +
							version.VerStr());
		return;
	}
	picks.push_back({version, wanted.text});
	packages.choose(version);
}

std::vector<request_part> read_request(archive &a, package_cache &packages,
				       const struct request_item *items, size_t n)
{
	std::vector<request_part> parts;
	std::vector<pick> picks;
	for (size_t i = 0; i < n; i++)
		for (std::vector<wish> &group : parse_request(packages, items[i]))
			parts.push_back({&items[i], std::move(group)});
	for (const request_part &part : parts)
		for (const wish &wanted : part.group)
			// The caller reports an unknown name.
			if ((wanted.exact || !wanted.release.empty()) && !wanted.target.end() &&
			    (wanted.target->VersionList != 0 || wanted.target->ProvidesList != 0))
				pick_version(a, packages, wanted, place_of(*part.item), picks);
	return parts;
}

} // namespace shim
