// SPDX-License-Identifier: GPL-2.0-or-later
// The archive's Contents indexes: an index target of ours, so that libapt-pkg finds,
// verifies and keeps them like any other index.
#include <apt-pkg/configuration.h>
#include <apt-pkg/fileutl.h>

#include <unistd.h>

#include <cstring>
#include <vector>

#include "shim/archive.h"
#include "shim/files.h"
#include "shim/verify.h"

namespace shim {

static const size_t READ_AT_ONCE = 1 << 16;
// Longer lines are skipped: a file that hundreds of packages have says nothing about any
// of them.
static const size_t LINE_LONGEST = 1 << 14;

static const char TARGET[] = "debslim-contents";
static const std::string TARGETS = "Acquire::IndexTargets::deb::";

namespace {

// Changes a setting of apt for the life of the object.
class for_now {
	std::string name, old;
	bool there;

public:
	for_now(const std::string &option, const std::string &value)
	    : name(option), old(_config->Find(option)), there(_config->Exists(option))
	{
		_config->Set(name, value);
	}
	~for_now()
	{
		if (there)
			_config->Set(name, old);
		else
			_config->Clear(name);
	}
	for_now(const for_now &) = delete;
	for_now &operator=(const for_now &) = delete;
};

// Lets apt see only Contents-ARCHITECTURE of all indexes, in a directory of its own:
// beside package lists, apt would attribute those to a newer Release file.
class contents_lists {
	for_now lists, packages;

	static void set(const char *name, const std::string &value)
	{
		_config->Set(TARGETS + TARGET + "::" + name, value);
	}

public:
	contents_lists(const std::string &directory, const std::string &architecture)
	    : lists("Dir::State::lists", directory + "/"),
	      packages(TARGETS + "Packages::DefaultEnabled", "false")
	{
		std::string const name = "Contents-" + architecture;
		set("MetaKey", "$(COMPONENT)/" + name);
		set("flatMetaKey", name);
		set("ShortDescription", name);
		set("Description", "$(RELEASE)/$(COMPONENT) " + name);
		set("flatDescription", "$(RELEASE) " + name);
		set("Identifier", "Contents-deb");
		set("Optional", "true");
		set("KeepCompressed", "true");
		set("PDiffs", "false");
		set("DefaultEnabled", "true");
	}
	~contents_lists() { _config->Clear(TARGETS + TARGET); }
};

// Splits data that arrives in pieces into lines.
class line_cutter {
	void (*line)(void *context, struct str line);
	void *context;
	std::string rest; // the start of a line that began in an earlier piece
	bool too_long = false;

	void end(const char *at, size_t n)
	{
		if (too_long || rest.size() + n > LINE_LONGEST) {
			// The line was too long; the next one starts here.
		} else if (rest.empty()) {
			line(context, {at, n});
		} else {
			rest.append(at, n);
			line(context, {rest.data(), rest.size()});
		}
		rest.clear();
		too_long = false;
	}

public:
	line_cutter(void (*to)(void *context, struct str line), void *with) : line(to), context(with) {}
	void add(const char *at, size_t n)
	{
		while (const void *newline = n ? memchr(at, '\n', n) : nullptr) {
			size_t const part = static_cast<size_t>(static_cast<const char *>(newline) - at);
			end(at, part);
			at += part + 1;
			n -= part + 1;
		}
		too_long = too_long || rest.size() + n > LINE_LONGEST;
		if (!too_long)
			rest.append(at, n);
	}
	void finish()
	{
		if (!rest.empty())
			end("", 0);
	}
};

} // namespace

// Downloads indexes that are missing or newer. The stamp says that all of them succeeded.
static void bring(archive &a, const std::string &directory, const std::string &stamp,
		  const pkgSourceList &list)
{
	std::string const retries = _config->Find("Acquire::Retries");
	for_now const once("Acquire::Retries", retries.empty() ? "0" : retries);
	download all(a.set, "contents of the archive");
	bool whole = true;
	if (!all.fetcher.GetLock(directory + "/") || !list.GetIndexes(&all.fetcher))
		check_apt(STATUS_FATAL, "Contents");
	all.run();
	apt_messages const messages = take_messages();
	for (const metaIndex *source : list) {
		failure const failed = failure_of(*source, all.fetcher, messages);
		if (failed.reason.empty())
			continue;
		whole = false;
		log_note("%s: its Contents index cannot be had: %s", failed.source.c_str(),
			 failed.reason.c_str());
	}
	if (whole)
		write_sealed(stamp, "");
}

static void cut_lines(archive &a, const std::string &path, line_cutter &lines)
{
	std::vector<char> piece(READ_AT_ONCE);
	FileFd file(path, FileFd::ReadOnly, FileFd::Extension);
	for (unsigned long long n = piece.size(); n > 0 && file.IsOpen() && !file.Failed();) {
		if (a.set.stop())
			fail_interrupted();
		if (!file.Read(piece.data(), piece.size(), &n))
			break;
		lines.add(piece.data(), n);
	}
	lines.finish();
	check_apt(STATUS_FATAL, path);
}

static void read_indexes(archive &a, const std::string &architecture, bool download,
			 line_cutter &lines)
{
	std::string const name = a.key + "-contents-" + architecture;
	std::string const directory = a.dir.lists + "/" + name, stamp = a.dir.state + "/stamp-" + name;
	contents_lists const view(directory, architecture);
	std::unique_ptr<pkgSourceList> const list = read_used_sources(a.plan);
	bool const local = all_local(*list);
	make_directory(directory, 0755);
	file_lock const lock(a.dir.state + "/lock-" + name, false, a.set.interrupted);
	lists_record const record(a.dir, name);
	std::string sealed;
	std::vector<std::string> const damaged = record.damaged();
	if (a.set.offline && !local && !damaged.empty())
		fail(STATUS_UNTRUSTED, damaged[0] + ": missing or damaged in the cache",
		     "fetch it again: run once without --offline");
	if (!damaged.empty() && !download && !local)
		return; // a run that may download repairs them
	if (local || (download && (a.set.update || !damaged.empty() || !is_fresh(stamp) ||
					 !read_sealed(stamp, sealed))))
		record.update(*list, [&] { bring(a, directory, stamp, *list); });
	for (const metaIndex *source : *list)
		for (const IndexTarget &target : source->GetIndexTargets()) {
			std::string const path = target.Option(IndexTarget::EXISTING_FILENAME);
			if (target.Option(IndexTarget::CREATED_BY) == TARGET && !path.empty())
				cut_lines(a, path, lines);
		}
}

void read_contents(archive &a, bool all, bool download, void (*line)(void *context, struct str line),
		   void *context)
{
	line_cutter lines(line, context);
	try {
		read_indexes(a, all ? "all" : a.set.architecture, download && !a.set.offline, lines);
	} catch (const fault &f) {
		if (a.set.stop() || f.status == STATUS_UNTRUSTED)
			throw;
		log_note("the Contents indexes cannot be read: %s", f.text.c_str());
	}
}

} // namespace shim
