// SPDX-License-Identifier: GPL-2.0-or-later
// The C interface: no C++ gets beyond this file.
#include <apt-pkg/configuration.h>
#include <apt-pkg/error.h>

#include <cstring>
#include <memory>

#include "shim/archive.h"
#include "shim/relation.h"

using shim::archive;
using shim::guard;

static archive &archive_of(struct package_source *source)
{
	return *static_cast<archive *>(source);
}

static int archive_load(struct package_source *source, const struct request_item *items, size_t n,
			struct universe *universe, struct err *err)
{
	int const result =
		guard(err, [&] { shim::load_universe(archive_of(source), items, n, universe); });
	if (result != 0)
		universe_release(universe);
	return result;
}

static int archive_debs(struct package_source *source, const struct universe *universe,
			 const package_id *id, size_t n, const char **path, bool *stale,
			 struct err *err)
{
	*stale = false;
	return guard(err, [&] {
		shim::fetch_packages(archive_of(source), universe, id, n, path, stale);
	});
}

static int archive_drop_damaged(struct package_source *source, const struct universe *universe,
				const package_id *id, size_t n, size_t *dropped, struct err *err)
{
	*dropped = 0;
	return guard(err, [&] {
		*dropped = shim::drop_damaged_packages(archive_of(source), universe, id, n);
	});
}

static int archive_load_all(struct package_source *source, struct universe *universe,
			    struct err *err)
{
	return guard(err, [&] { shim::load_everything(archive_of(source), universe); });
}

static int archive_load_choice(struct package_source *source, const struct request_item *items,
			       size_t n, struct universe *universe, struct err *err)
{
	return guard(err, [&] { shim::load_apt_choice(archive_of(source), items, n, universe); });
}

static int archive_describe(struct package_source *source, struct universe *universe,
			    const package_id *id, size_t n, struct err *err)
{
	return guard(err, [&] { shim::describe_packages(archive_of(source), universe, id, n); });
}

static int archive_refresh(struct package_source *source, struct err *err)
{
	return guard(err, [&] {
		// Otherwise its lock would wait for ours.
		archive_of(source).kept.clear(); shim::refresh_lists(archive_of(source)); });
}

static int archive_read_contents(struct package_source *source, bool all, bool download,
				 void (*line)(void *context, struct str line), void *context,
				 struct err *err)
{
	return guard(err, [&] { shim::read_contents(archive_of(source), all, download, line, context); });
}

static int archive_entries(struct package_source *source, const struct source_entry **out,
			   size_t *n, struct err *err)
{
	archive &a = archive_of(source);
	int const result = guard(err, [&] { shim::list_entries(a); });
	*out = a.entry.data();
	*n = a.entry.size();
	return result;
}

static void archive_close(struct package_source *source)
{
	delete &archive_of(source);
}

// The codename in the archive's own Release file, if the suite was given as "stable" or
// the like.
static std::string suite_name(const archive &a)
{
	if (!a.plan.index.empty())
		return a.set.suite;
	std::unique_ptr<pkgSourceList> const list = shim::read_sources(a.plan);
	std::string const lists = _config->FindDir("Dir::State::lists");
	for (const metaIndex *source : shim::main_sources(a, *list)) {
		std::string const codename = shim::release_codename(*source, lists);
		if (!codename.empty())
			return codename;
	}
	return a.plan.suite;
}

static void open_archive(archive &a)
{
	a.dir = shim::configure(a.set);
	a.plan = shim::plan_sources(a.set, a.dir);
	shim::prepare_lists(a);
	if (a.plan.index.empty())
		shim::note_missing_security(a, *shim::read_sources(a.plan));
	a.suite_text = suite_name(a);
	a.architecture_text = a.set.architecture;
	a.suite = a.suite_text.c_str();
	a.architecture = a.architecture_text.c_str();
	a.load = archive_load;
	a.load_all = archive_load_all;
	a.describe = archive_describe;
	a.load_apt_choice = archive_load_choice;
	a.debs = archive_debs;
	a.drop_damaged = archive_drop_damaged;
	a.refresh = a.plan.index.empty() ? archive_refresh : nullptr;
	a.read_contents = a.plan.index.empty() ? archive_read_contents : nullptr;
	a.entries = a.plan.index.empty() ? archive_entries : nullptr;
	a.close = archive_close;
}

extern "C" struct package_source *apt_source_open(const struct apt_options *options,
						  struct err *err)
{
	archive *opened = nullptr;
	guard(err, [&] {
		std::unique_ptr<archive> a(new archive(*options));
		open_archive(*a);
		opened = a.release();
	});
	return opened;
}

extern "C" int apt_host_architecture(char *out, size_t size, struct err *err)
{
	return guard(err, [&] {
		std::string const name = shim::host_architecture();
		if (name.size() >= size)
			shim::fail(STATUS_FATAL, "architecture '" + name + "': too long a name");
		memcpy(out, name.c_str(), name.size() + 1);
	});
}

extern "C" bool apt_relation_names(const char *relation, const char *package)
{
	struct err err = {};
	bool found = false;
	guard(&err, [&] { found = shim::names_package(relation, package); });
	err_release(&err);
	return found;
}
