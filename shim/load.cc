// SPDX-License-Identifier: GPL-2.0-or-later
// From a request to the universe: copies what the request can reach out of apt's cache.
#include <algorithm>
#include <cstring>

#include "shim/cache.h"
#include "shim/files.h"
#include "shim/record.h"
#include "shim/relation.h"

namespace shim {

namespace {

class loader {
	archive &a;
	package_cache &packages;
	struct universe *universe;
	std::vector<pkgCache::VerIterator> &members;       // by package_id
	std::unordered_map<unsigned long, package_id> ids; // by apt's id of the package

	char *copy(const std::string &text) { return arena_text(*universe, text); }
	template <typename T> T *array(size_t n)
	{
		return static_cast<T *>(arena_alloc(&universe->arena, n * sizeof(T)));
	}
	template <typename T> T *array_of(const std::vector<T> &list)
	{
		T *const at = array<T>(list.size());
		std::copy(list.begin(), list.end(), at);
		return at;
	}

	package_id add(const pkgCache::VerIterator &version);
	struct package_ids add_all(const std::vector<pkgCache::VerIterator> &versions);
	struct alternative alternative_of(const wish &wanted, const matches &found);
	struct relation relation_of(enum relation_kind kind, const std::vector<wish> &group,
				    const std::vector<matches> &found);
	void fail_if_unknown(const std::vector<wish> &group, const std::vector<matches> &found,
			     const struct request_item &item);
	void fill_relations(struct package &package, const pkgCache::VerIterator &version);

	std::vector<package_id> targets(const pkgCache::DepIterator &dep, bool provided);
	void fill_conflicts(struct package &package, const pkgCache::VerIterator &version);

	void fill_version(struct package &package, const pkgCache::VerIterator &version);

public:
	loader(archive &owner, loaded &kept, struct universe *target)
	    : a(owner), packages(kept.packages), universe(target), members(kept.members)
	{
	}
	void add_roots(const struct request_item *items, size_t n);
	void add_everything();
	void follow();
};

} // namespace

package_id loader::add(const pkgCache::VerIterator &version)
{
	auto const added = ids.emplace(version.ParentPkg()->ID, members.size());
	if (added.second)
		members.push_back(version);
	return added.first->second;
}

struct package_ids loader::add_all(const std::vector<pkgCache::VerIterator> &versions)
{
	std::vector<package_id> list;
	for (const pkgCache::VerIterator &version : versions)
		list.push_back(add(version));
	return {array_of(list), list.size()};
}

struct alternative loader::alternative_of(const wish &wanted, const matches &found)
{
	struct alternative alternative = {};
	alternative.name = copy(wanted.name);
	alternative.text = copy(wanted.text);
	alternative.known = found.known;
	alternative.real = add_all(found.real);
	alternative.providers = add_all(found.providers);
	return alternative;
}

struct relation loader::relation_of(enum relation_kind kind, const std::vector<wish> &group,
				    const std::vector<matches> &found)
{
	std::vector<struct alternative> alternatives;
	std::string text;
	for (size_t i = 0; i < group.size(); i++) {
		text += (i ? " | " : "") + group[i].text;
		alternatives.push_back(alternative_of(group[i], found[i]));
	}
	return {kind, copy(text), array_of(alternatives), alternatives.size()};
}

// A source that was left out may be the one that knows the name.
void loader::fail_if_unknown(const std::vector<wish> &group, const std::vector<matches> &found,
			     const struct request_item &item)
{
	auto const is_known = [](const matches &m) { return m.known; };
	auto const is_met = [](const matches &m) {
		return !m.real.empty() || !m.providers.empty();
	};
	bool const known = std::any_of(found.begin(), found.end(), is_known);
	if (known && (a.failures.empty() || std::any_of(found.begin(), found.end(), is_met)))
		return;
	std::string const where = place_of(item);
	std::string const &name = group.front().name;
	if (!a.failures.empty())
		fail_for_left_out(a, where + (known ? "'" + group.front().text + "' cannot be met"
						    : "unknown package '" + name + "'"));
	std::vector<const char *> const names = packages.names();
	const char *const near = str_nearest(name.c_str(), names.data(), names.size());
	fail(STATUS_FATAL, where + "unknown package '" + name + "'",
	     near ? "did you mean '" + std::string(near) + "'" : "");
}

void loader::add_roots(const struct request_item *items, size_t n)
{
	std::vector<struct relation> roots;
	std::vector<size_t> of;
	for (const request_part &part : read_request(a, packages, items, n)) {
		std::vector<matches> found;
		for (const wish &wanted : part.group)
			found.push_back(match_request(packages, wanted));
		fail_if_unknown(part.group, found, *part.item);
		roots.push_back(relation_of(RELATION_ROOT, part.group, found));
		of.push_back(static_cast<size_t>(part.item - items));
	}
	universe->item = array_of(of);
	universe->root = array_of(roots);
	universe->roots = roots.size();
}

void loader::fill_relations(struct package &package, const pkgCache::VerIterator &version)
{
	std::vector<struct relation> relations;
	for (auto dep = version.DependsList(); !dep.end();) {
		enum relation_kind const kind = dep->Type == pkgCache::Dep::PreDepends
							? RELATION_PRE_DEPENDS
							: RELATION_DEPENDS;
		bool const wanted = (dep->Type == pkgCache::Dep::PreDepends ||
				     dep->Type == pkgCache::Dep::Depends) &&
				    !dep.IsMultiArchImplicit();
		std::vector<wish> group;
		std::vector<matches> found;
		bool met_by_itself = false, more = true;
		for (; more && !dep.end(); ++dep) {
			more = (dep->CompareOp & pkgCache::Dep::Or) == pkgCache::Dep::Or;
			if (!wanted)
				continue;
			group.push_back(wish_of(dep));
			found.push_back(match(packages, group.back()));
			met_by_itself = met_by_itself || found.back().holds(version.ParentPkg());
		}
		if (wanted && !met_by_itself)
			relations.push_back(relation_of(kind, group, found));
	}
	package.relation = array_of(relations);
	package.relations = relations.size();
}

// The members that a Conflicts, Breaks or Replaces refers to; with `provided` also by
// what they provide.
std::vector<package_id> loader::targets(const pkgCache::DepIterator &dep, bool provided)
{
	std::vector<package_id> list;
	pkgCache::PkgIterator const self = dep.ParentPkg(), target = dep.TargetPkg();
	auto const consider = [&](const pkgCache::VerIterator &version, bool meant) {
		auto const member = ids.find(version.ParentPkg()->ID);
		if (meant && version.ParentPkg() != self && member != ids.end() &&
		    members[member->second] == version)
			list.push_back(member->second);
	};
	if (!dep.IsIgnorable(target))
		for (auto version = target.VersionList(); !version.end(); ++version)
			consider(version, dep.IsSatisfied(version));
	if (provided)
		for (auto provides = target.ProvidesList(); !provides.end(); ++provides)
			consider(provides.OwnerVer(),
				 !dep.IsIgnorable(provides) && dep.IsSatisfied(provides));
	std::sort(list.begin(), list.end());
	list.erase(std::unique(list.begin(), list.end()), list.end());
	return list;
}

void loader::fill_conflicts(struct package &package, const pkgCache::VerIterator &version)
{
	std::vector<struct conflict> conflicts;
	std::vector<package_id> replaces;
	for (auto dep = version.DependsList(); !dep.end(); ++dep) {
		bool const breaks = dep->Type == pkgCache::Dep::DpkgBreaks;
		if (dep.IsImplicit())
			continue;
		if (dep->Type == pkgCache::Dep::Replaces) {
			std::vector<package_id> const list = targets(dep, false);
			replaces.insert(replaces.end(), list.begin(), list.end());
		}
		if (!breaks && dep->Type != pkgCache::Dep::Conflicts)
			continue;
		std::vector<package_id> const with = targets(dep, true);
		if (!with.empty())
			conflicts.push_back({breaks ? "Breaks" : "Conflicts",
					     copy(wish_of(dep).text),
					     {array_of(with), with.size()}});
	}
	std::sort(replaces.begin(), replaces.end());
	replaces.erase(std::unique(replaces.begin(), replaces.end()), replaces.end());
	package.replaces = {array_of(replaces), replaces.size()};
	package.conflict = array_of(conflicts);
	package.conflicts = conflicts.size();
}

void loader::fill_version(struct package &package, const pkgCache::VerIterator &version)
{
	package.name = copy(version.ParentPkg().Name());
	package.version = copy(version.VerStr());
	package.architecture = copy(version.Arch());
	package.source = copy(version.SourcePkgName());
	package.source_version = copy(version.SourceVerStr());
	package.installed_size = version->InstalledSize;
	package.download_size = version->Size;
}

// Adds every name that has a candidate, sorted.
void loader::add_everything()
{
	std::vector<pkgCache::VerIterator> versions;
	for (auto package = packages.cache().PkgBegin(); !package.end(); ++package) {
		pkgCache::VerIterator const version = packages.candidate(package);
		if (!version.end() && packages.is_native(package))
			versions.push_back(version);
	}
	std::sort(versions.begin(), versions.end(), [](const auto &x, const auto &y) {
		return strcmp(x.ParentPkg().Name(), y.ParentPkg().Name()) < 0;
	});
	for (const pkgCache::VerIterator &version : versions)
		add(version);
}

void loader::follow()
{
	std::vector<struct package> filled;
	for (package_id id = 0; id < members.size(); id++) {
		struct package package = {};
		pkgCache::VerIterator const version = members[id];
		fill_version(package, version);
		fill_relations(package, version);
		filled.push_back(package);
	}
	for (package_id id = 0; id < filled.size(); id++)
		fill_conflicts(filled[id], members[id]);
	set_packages(*universe, filled);
}

void load_everything(archive &a, struct universe *universe)
{
	loaded kept(a);
	loader work(a, kept, universe);
	work.add_everything();
	work.follow();
}

void load_universe(archive &a, const struct request_item *items, size_t n,
		   struct universe *universe)
{
	std::shared_ptr<loaded> const kept = std::make_shared<loaded>(a);
	loader work(a, *kept, universe);
	work.add_roots(items, n);
	work.follow();
	a.kept[universe] = kept;
}

void describe_packages(archive &a, struct universe *universe, const package_id *id, size_t n)
{
	auto const found = a.kept.find(universe);
	if (found == a.kept.end())
		fail(STATUS_FATAL, "packages of a universe that was not loaded here");
	fill_records(a, *found->second, std::vector<package_id>(id, id + n), *universe);
}

} // namespace shim
