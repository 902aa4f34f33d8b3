// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/record.h"

#include <apt-pkg/pkgrecords.h>

#include <algorithm>

#include "shim/files.h"

namespace shim {

void set_packages(struct universe &universe, const std::vector<struct package> &packages)
{
	size_t const n = packages.size();
	universe.package.at = static_cast<struct package *>(
		mem_resize(nullptr, n ? n : 1, sizeof(struct package)));
	universe.package.n = n;
	universe.package.cap = n ? n : 1;
	std::copy(packages.begin(), packages.end(), universe.package.at);
}

char *arena_text(struct universe &universe, const std::string &text)
{
	return arena_strndup(&universe.arena, text.data(), text.size());
}

std::string package_key(const struct package &package)
{
	return std::string(package.name) + ":" + package.architecture + "=" + package.version;
}

static bool is_sha256(const std::string &text)
{
	return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

// NULL if the record has no such hash.
static const char *sha256_of(const pkgRecords::Parser &record, struct universe &universe)
{
	HashStringList const hashes = record.Hashes();
	HashString const *const hash = hashes.find("SHA256");
	std::string value = hash ? hash->HashValue() : "";
	std::transform(value.begin(), value.end(), value.begin(),
		       [](unsigned char c) { return static_cast<char>(tolower(c)); });
	return is_sha256(value) ? arena_text(universe, value) : nullptr;
}

static bool climbs(const std::string &path)
{
	return ("/" + path + "/").find("/../") != path.npos;
}

// For a bare index: a path below the pool.
static std::string pool_path(const archive &a, const std::string &filename, const char *package)
{
	if (a.set.pool.empty() || filename.empty())
		return "";
	if (climbs(filename))
		fail(STATUS_UNTRUSTED,
		     a.plan.index + ": package " + package + ": Filename climbs out of the pool");
	return a.set.pool + "/" + filename;
}

static origin origin_in_index(const archive &a, package_cache &packages,
			      const std::string &filename, const pkgCache::VerFileIterator &at,
			      const char *package)
{
	pkgIndexFile *const index = packages.index(at);
	origin from;
	if (packages.in_local_index(at)) {
		from.path = filename;
		from.note = a.set.debs_index;
	} else if (!a.plan.index.empty()) {
		from.path = pool_path(a, filename, package);
		from.note = a.plan.index;
	} else {
		from.uri = filename.empty() ? "" : index->ArchiveURI(filename);
		from.note = presentable(index->Describe(true));
	}
	from.trusted = !from.path.empty() || index->IsTrusted();
	return from;
}

static std::string shown_uri(const origin &from)
{
	if (!from.path.empty())
		return "file:" + absolute(from.path);
	return from.uri.empty() ? "" : public_uri(from.uri);
}

static void fill_record(archive &a, package_cache &packages, struct package &package,
			pkgRecords::Parser &record, const pkgCache::VerFileIterator &at,
			struct universe &universe)
{
	origin const from = origin_in_index(a, packages, record.FileName(), at, package.name);
	std::string const uri = shown_uri(from);
	package.essential = record.RecordField("Essential") == "yes";
	package.sha256 = sha256_of(record, universe);
	package.uri = uri.empty() ? nullptr : arena_text(universe, uri);
	a.origins[package_key(package)] = from;
}

// The packages that Recommends and Suggests name, in their order.
static void fill_optional(struct package &package, pkgCache::VerIterator version, struct universe &universe)
{
	std::vector<const char *> names;
	for (pkgCache::DepIterator dep = version.DependsList(); !dep.end(); ++dep)
		if (dep->Type == pkgCache::Dep::Recommends || dep->Type == pkgCache::Dep::Suggests) {
			std::string const name = dep.TargetPkg().Name();
			names.push_back(arena_text(universe, name.substr(0, name.find(':'))));
		}
	package.optional = static_cast<const char **>(
		arena_alloc(&universe.arena, (names.size() + 1) * sizeof(*package.optional)));
	package.optionals = names.size();
	std::copy(names.begin(), names.end(), package.optional);
}

std::unique_ptr<file_lock> loaded::lock_lists(archive &a)
{
	std::unique_ptr<file_lock> lock;
	if (a.own_lists)
		lock.reset(new file_lock(a.lock_file(), true, a.set.interrupted));
	return lock;
}

// In the order of the indexes, because compressed ones can only be read forwards.
void fill_records(archive &a, loaded &kept, const std::vector<package_id> &ids,
		  struct universe &universe)
{
	package_cache &packages = kept.packages;
	struct place {
		package_id id;
		pkgCache::VerFileIterator at;
	};
	std::vector<place> places;
	for (package_id const id : ids) {
		fill_optional(universe.package.at[id], kept.members.at(id), universe);
		pkgCache::VerFileIterator const at = packages.description(kept.members.at(id));
		if (!at.end())
			places.push_back({id, at});
	}
	std::sort(places.begin(), places.end(), [](const place &x, const place &y) {
		unsigned long const file_x = x.at.File()->ID, file_y = y.at.File()->ID;
		return file_x != file_y ? file_x < file_y : x.at->Offset < y.at->Offset;
	});
	pkgRecords records(packages.cache());
	for (const place &p : places)
		fill_record(a, packages, universe.package.at[p.id], records.Lookup(p.at), p.at,
			    universe);
	check_apt(STATUS_UNTRUSTED, "package lists");
}

} // namespace shim
