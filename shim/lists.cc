// SPDX-License-Identifier: GPL-2.0-or-later
// Decides whose lists are read, and when ours are updated.
#include <apt-pkg/configuration.h>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "shim/archive.h"
#include "shim/files.h"
#include "shim/index.h"
#include "shim/verify.h"

namespace shim {

static const time_t LISTS_OLDEST = 24 * 60 * 60;

// From here on apt looks for lists in `directory`.
static void use_lists(archive &a, const std::string &directory, bool own)
{
	a.own_lists = own;
	_config->Set("Dir::State::lists", directory + "/");
	_config->Set("Dir::Cache::pkgcache",
		     package_cache_file(a.dir, a.key + (own ? "" : "-host")));
}

static bool all_present(const pkgSourceList &list)
{
	return std::all_of(list.begin(), list.end(), [&](const metaIndex *source) {
		return presence_of(*source) != presence::MISSING;
	});
}

bool all_local(const pkgSourceList &list)
{
	return std::all_of(list.begin(), list.end(),
			   [](const metaIndex *source) { return is_local(*source); });
}

// The stamp has the time of the last successful update; each update removes it first.
static std::string stamp_file(const archive &a)
{
	return a.dir.state + "/stamp-" + a.key;
}

bool is_fresh(const std::string &stamp)
{
	struct stat st;
	time_t const now = time(nullptr);
	return stat(stamp.c_str(), &st) == 0 && st.st_mtime <= now &&
	       now - st.st_mtime < LISTS_OLDEST;
}

// A local repository is checked every time, because that is cheap, and read again unless
// none of its files has changed.
static bool is_current(const archive &a, const pkgSourceList &list)
{
	std::string state;
	return is_fresh(stamp_file(a)) && read_sealed(stamp_file(a), state) &&
	       (!all_local(list) || (!state.empty() && state == local_state(a, list)));
}

// The host's lists are used if they have every index, and if the host has verified them
// at least as strictly as we would. Their integrity is the host's task: root owns them,
// its apt has verified them, and we could not repair them.
static bool host_covers(archive &a)
{
	if (!a.set.keyrings.empty())
		return false;
	use_lists(a, a.dir.host_lists, false);
	std::unique_ptr<pkgSourceList> const list = read_sources(a.plan);
	if (list->empty() || !all_present(*list))
		return false;
	if (a.plan.host)
		return true;
	return std::all_of(list->begin(), list->end(), [&](const metaIndex *source) {
		return a.plan.host_checks.count(base_uri(*source)) != 0;
	});
}

static void update_own(archive &a)
{
	make_directory(a.own_directory(), 0755);
	use_lists(a, a.own_directory(), true);
	file_lock const lock(a.lock_file(), false, a.set.interrupted);
	std::unique_ptr<pkgSourceList> const list = read_sources(a.plan);
	if (lock.waited && is_fresh(stamp_file(a)) && all_present(*list))
		return;
	if (unlink(stamp_file(a).c_str()) != 0 && errno != ENOENT)
		fail_errno(stamp_file(a));
	// Taken before, so that a change during the update counts as a change in the next run.
	std::string state = local_state(a, *list);
	lists_record const record(a.dir, a.key);
	// apt 3 copies these lists and keeps a copy if the file has the same time to the
	// second, although it may have changed within that second.
	if (all_local(*list))
		record.forget();
	// The same holds if there was a warning, because each run must show it.
	record.update(*list, [&] {
		if (update_lists(a, *list))
			state.clear();
	});
	if (a.failures.empty())
		write_sealed(stamp_file(a), state);
}

// Whether our lists are as apt verified them; removes those that are not. Throws if they
// cannot be fetched again.
static bool lists_are_whole(archive &a)
{
	lists_record const record(a.dir, a.key);
	std::vector<std::string> damaged;
	{
		file_lock const lock(a.lock_file(), true, a.set.interrupted);
		damaged = record.damaged();
	}
	if (damaged.empty())
		return true;
	if (a.set.offline && !all_local(*read_sources(a.plan)))
		fail(STATUS_UNTRUSTED, damaged[0] + ": missing or damaged in the cache",
		     "fetch it again: run once without --offline");
	file_lock const lock(a.lock_file(), false, a.set.interrupted);
	record.drop(record.damaged());
	return false;
}

// Uses what the cache has; a source without any lists is missing.
static void do_without_network(archive &a, const pkgSourceList &list)
{
	std::vector<failure> failures;
	lists_are_whole(a);
	for (const metaIndex *source : list)
		if (presence_of(*source) == presence::MISSING)
			failures.push_back({describe(*source),
					    "its package lists are not in the cache, and --offline",
					    trouble::NETWORK, false});
	settle_failures(a, list, failures);
	check_main_sources(a, list);
}

static void prepare_index(archive &a)
{
	make_directory(a.own_directory(), 0755);
	use_lists(a, a.own_directory(), true);
	place_index(a.plan, a.set, *read_sources(a.plan), a.own_directory());
}

void prepare_lists(archive &a)
{
	_config->Set("Dir::State::lists", a.dir.lists + "/");
	std::unique_ptr<pkgSourceList> const planned = read_sources(a.plan);
	a.key = sources_key(a.plan, *planned);
	if (!a.plan.index.empty()) {
		prepare_index(a);
		return;
	}
	check_allowed(a, *planned);
	use_lists(a, a.own_directory(), true);
	bool const fresh = is_current(a, *planned) && lists_are_whole(a);
	std::unique_ptr<pkgSourceList> const list = read_sources(a.plan);
	bool const local = all_local(*list), whole = all_present(*list);
	if (fresh && whole && !a.set.update) {
		check_main_sources(a, *list);
		return;
	}
	if (!a.set.update && host_covers(a)) {
		check_main_sources(a, *read_sources(a.plan));
		return;
	}
	use_lists(a, a.own_directory(), true);
	if (a.set.offline && !local)
		do_without_network(a, *list);
	else
		update_own(a);
}

void refresh_lists(archive &a)
{
	if (a.set.offline)
		fail(STATUS_NETWORK, "the package lists are out of date", "run without --offline");
	update_own(a);
}

} // namespace shim
