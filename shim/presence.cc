// SPDX-License-Identifier: GPL-2.0-or-later
// What the directory of apt's lists contains, and what it means that a list is missing.
#include <apt-pkg/configuration.h>

#include <unistd.h>

#include <algorithm>
#include <iterator>

#include "shim/archive.h"

namespace shim {

static const char *const known_architectures[] = {"amd64",   "arm64",   "armel",  "armhf",
						  "i386",    "loong64", "mipsel", "mips64el",
						  "ppc64el", "riscv64", "s390x"};

// Whether a Release file lists an index under any of its names.
static bool promises(const metaIndex &release, const IndexTarget &target)
{
	std::string const architecture = target.Option(IndexTarget::ARCHITECTURE);
	if (architecture == "all" && !release.IsArchitectureAllSupportedFor(target))
		return false;
	for (const char *suffix : {"", ".xz", ".gz", ".bz2", ".lz4", ".zst", ".lzma"})
		if (release.Exists(target.MetaKey + suffix))
			return true;
	return false;
}

presence presence_of(const metaIndex &source)
{
	std::string const lists = _config->FindDir("Dir::State::lists");
	bool any = false;
	for (const IndexTarget &target : source.GetIndexTargets()) {
		if (target.Option(IndexTarget::CREATED_BY) != "Packages")
			continue;
		std::string const file = target.Option(IndexTarget::EXISTING_FILENAME);
		if (!file.empty() && access(file.c_str(), R_OK) == 0) {
			any = true;
			continue;
		}
		const metaIndex *const release = read_release(source, lists);
		// Without a Release file apt only requests the index of the architecture.
		if (!release && target.Option(IndexTarget::ARCHITECTURE) == "all")
			continue;
		if (!release || promises(*release, target))
			return presence::MISSING;
	}
	return any ? presence::COMPLETE : presence::NOT_OFFERED;
}

// Whether the source is a pocket of another source in the list.
static bool is_pocket(const metaIndex &source, const pkgSourceList &list)
{
	std::string tail;
	return std::any_of(list.begin(), list.end(), [&](const metaIndex *other) {
		return pocket_of(source.GetDist(), other->GetDist(), tail) && !tail.empty();
	});
}

std::vector<const metaIndex *> main_sources(const archive &a, const pkgSourceList &list)
{
	std::vector<const metaIndex *> own;
	for (const metaIndex *source : list)
		if (source->GetDist() == a.plan.suite)
			own.push_back(source);
	if (own.empty())
		std::copy_if(list.begin(), list.end(), std::back_inserter(own),
			     [&](const metaIndex *source) { return !is_pocket(*source, list); });
	return own;
}

void fail_for_suite(const archive &a, const metaIndex &source)
{
	std::string const name = source.GetDist();
	std::vector<const char *> names;
	for (size_t i = 0; i < a.set.suites->list.n; i++)
		names.push_back(a.set.suites->list.at[i].name);
	const char *const near = str_nearest(name.c_str(), names.data(), names.size());
	fail(STATUS_FATAL,
	     "unknown suite '" + name + "': " + describe(source) + " has no Release file",
	     near && name != near ? "did you mean '" + std::string(near) + "'" : "");
}

[[noreturn]] static void fail_for_architecture(const metaIndex &source, const std::string &name)
{
	const char *const near =
		str_nearest(name.c_str(), known_architectures, std::size(known_architectures));
	fail(STATUS_FATAL,
	     "unknown architecture '" + name + "': " + describe(source) + " has no packages for it",
	     near && name != near ? "did you mean '" + std::string(near) + "'" : "");
}

void check_main_sources(const archive &a, const pkgSourceList &list)
{
	const metaIndex *not_offered = nullptr, *missing = nullptr;
	if (list.empty())
		fail(STATUS_FATAL, "apt has no sources", "name one: --mirror URI");
	for (const metaIndex *source : main_sources(a, list)) {
		bool const used = !a.plan.left_out.count(describe(*source));
		presence const there = used ? presence_of(*source) : presence::MISSING;
		if (there == presence::COMPLETE)
			return;
		const metaIndex *&first = there == presence::NOT_OFFERED ? not_offered : missing;
		if (!first)
			first = source;
	}
	if (!missing)
		fail_for_architecture(*not_offered, a.set.architecture);
	std::string const text = "no package lists of " + describe(*missing);
	if (!a.failures.empty())
		fail_for_left_out(a, text);
	fail(STATUS_NETWORK, text, a.set.offline ? "run once without --offline" : "");
}

} // namespace shim
