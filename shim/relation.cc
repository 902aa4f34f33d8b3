// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/relation.h"

#include <apt-pkg/deblistparser.h>
#include <apt-pkg/version.h>

#include <algorithm>
#include <cstring>

namespace shim {

static std::string without_qualifier(const std::string &name)
{
	return name.substr(0, name.find(':'));
}

static std::string relation_text(const std::string &name, unsigned op, const std::string &version)
{
	if (version.empty())
		return name;
	return name + " (" + pkgCache::CompTypeDeb(static_cast<unsigned char>(op)) + " " + version +
	       ")";
}

wish wish_of(const pkgCache::DepIterator &dep)
{
	std::string const name = dep.TargetPkg().Name();
	std::string const version = dep.TargetVer() ? dep.TargetVer() : "";
	return {without_qualifier(name), relation_text(name, dep->CompareOp, version),
		dep.TargetPkg(), dep->CompareOp, version};
}

bool matches::holds(const pkgCache::PkgIterator &package) const
{
	auto const is = [&](const pkgCache::VerIterator &v) { return v.ParentPkg() == package; };
	return std::any_of(real.begin(), real.end(), is) ||
	       std::any_of(providers.begin(), providers.end(), is);
}

// Whether a version number (NULL: none) meets a wish, by apt's rules.
static bool meets(package_cache &packages, const char *version, const wish &wanted)
{
	return packages.cache().VS->CheckDep(version, static_cast<int>(wanted.op),
					     wanted.version.empty() ? nullptr
								    : wanted.version.c_str());
}

static void add_once(std::vector<pkgCache::VerIterator> &list, const pkgCache::VerIterator &version)
{
	if (std::find(list.begin(), list.end(), version) == list.end())
		list.push_back(version);
}

static void match_providers(package_cache &packages, const wish &wanted, matches &found)
{
	for (auto provides = wanted.target.ProvidesList(); !provides.end(); ++provides) {
		pkgCache::PkgIterator const owner = provides.OwnerPkg();
		if (!packages.is_native(owner))
			continue;
		pkgCache::VerIterator const version = provides.OwnerVer();
		if (packages.candidate(owner) != version)
			continue;
		found.known = true;
		if (!meets(packages, provides.ProvideVersion(), wanted))
			continue;
		// In apt, a package provides itself under its qualified name.
		add_once(wanted.name == owner.Name() ? found.real : found.providers, version);
	}
	std::sort(found.providers.begin(), found.providers.end(),
		  [](const pkgCache::VerIterator &x, const pkgCache::VerIterator &y) {
			  return strcmp(x.ParentPkg().Name(), y.ParentPkg().Name()) < 0;
		  });
}

matches match(package_cache &packages, const wish &wanted)
{
	matches found;
	pkgCache::PkgIterator const plain = packages.cache().FindPkg(wanted.name);
	found.known = !plain.end() && !plain.VersionList().end();
	if (wanted.target.end())
		return found;
	if (packages.is_native(wanted.target)) {
		pkgCache::VerIterator const version = packages.candidate(wanted.target);
		if (!version.end() && meets(packages, version.VerStr(), wanted))
			found.real.push_back(version);
	}
	match_providers(packages, wanted, found);
	return found;
}

matches match_request(package_cache &packages, const wish &wanted)
{
	matches found;
	if (wanted.target.end())
		return found;
	pkgCache::VerIterator const version = packages.candidate(wanted.target);
	if (wanted.target.VersionList().end()) {
		match_providers(packages, wanted, found);
		return found;
	}
	found.known = true; // even if a pin forbids it
	if (!version.end() && meets(packages, version.VerStr(), wanted))
		found.real.push_back(version);
	return found;
}

// "curl=7.88" or "curl/trixie", as in apt-get(8).
static wish marked_wish(package_cache &packages, const std::string &name, char mark,
			const std::string &rest, const std::string &where)
{
	if (name.empty() || rest.empty())
		fail(STATUS_FATAL, where + ": neither PACKAGE=VERSION nor PACKAGE/SUITE");
	wish wanted = {name, name + mark + rest, packages.cache().FindPkg(name), 0, "", false, ""};
	if (mark == '/') {
		wanted.release = rest;
		return wanted;
	}
	wanted.op = pkgCache::Dep::Equals;
	wanted.version = rest;
	wanted.text = relation_text(name, wanted.op, rest);
	wanted.exact = true;
	return wanted;
}

// Where the name ends in "curl:amd64", "curl=7.88" and "curl/trixie".
static size_t end_of_name(const std::string &name) { return std::min(name.find_first_of(":=/"), name.size()); }

bool names_package(const std::string &relation, const std::string &package)
{
	const char *at = relation.data(), *const end = at + relation.size();
	while (at && at != end) {
		std::string name, version;
		unsigned op = 0;
		at = debListParser::ParseDepends(at, end, name, version, op, true, false, false);
		if (at && name.substr(0, end_of_name(name)) == package)
			return true;
	}
	return false;
}

static wish request_wish(package_cache &packages, const std::string &name, unsigned op,
			 const std::string &version, const std::string &where)
{
	size_t const mark = name.find_first_of("=/"), colon = name.substr(0, mark).find(':');
	std::string const base = name.substr(0, end_of_name(name));
	if (colon != name.npos) {
		std::string const qualifier = name.substr(0, mark).substr(colon + 1);
		std::string const native = packages.cache().NativeArch();
		if (qualifier != "any" && qualifier != "native" && qualifier != native)
			fail(STATUS_FATAL, where + "unknown package '" + name + "'",
			     "packages are looked for in architecture " + native);
	}
	if (mark != name.npos)
		return marked_wish(packages, base, name[mark], name.substr(mark + 1), where + name);
	return {base, relation_text(name, op, version), packages.cache().FindPkg(base), op,
		version};
}

std::string place_of(const struct request_item &item)
{
	return item.where && *item.where ? std::string(item.where) + ": " : "";
}

std::vector<std::vector<wish>> parse_request(package_cache &packages,
					     const struct request_item &item)
{
	std::string const where = place_of(item);
	std::string const text = item.text ? item.text : "";
	std::vector<std::vector<wish>> groups;
	std::vector<wish> group;
	const char *at = text.data(), *const end = at + text.size();
	auto const skip_blanks = [&] { at = std::find_if_not(at, end, isspace); };
	for (skip_blanks(); at != end; skip_blanks()) {
		std::string name, version;
		unsigned op = 0;
		at = debListParser::ParseDepends(at, end, name, version, op, true, false, false);
		if (!at)
			fail(STATUS_FATAL, where + "'" + text + "': not a list of relations",
			     "relations look like this: 'libpq5, curl (>= 7) | wget'");
		// apt reads "(=> 1)" as "=" and the version "> 1".
		if (version.find_first_of(" \t<>=") != std::string::npos)
			fail(STATUS_FATAL,
			     where + "'" + text + "': '" + version + "' is no version",
			     "a version is compared with <<, <=, =, >= or >>");
		if (!version.empty() && name.find_first_of("=/") != name.npos)
			fail(STATUS_FATAL, where + "'" + text + "': two versions for one package");
		if (!name.empty())
			group.push_back(request_wish(packages, name, op & 0x0F, version, where));
		if ((op & pkgCache::Dep::Or) == pkgCache::Dep::Or)
			continue;
		if (!group.empty())
			groups.push_back(std::move(group));
		group.clear();
	}
	if (!group.empty())
		fail(STATUS_FATAL, where + "'" + text + "': nothing after '|'");
	return groups;
}

} // namespace shim
