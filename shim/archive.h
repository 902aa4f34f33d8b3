// SPDX-License-Identifier: GPL-2.0-or-later
// The package source behind apt_source_open(), and what its parts share. Functions throw
// a fault on error.
#ifndef SHIM_ARCHIVE_H
#define SHIM_ARCHIVE_H

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "shim/acquire.h"
#include "shim/config.h"
#include "shim/sources.h"

namespace shim {

struct loaded; // record.h

// A source that could not be updated.
struct failure {
	std::string source; // as describe() returns it
	std::string reason; // apt's message
	trouble kind;
	bool absent; // the archive answers, but does not have this suite
};

// Where the .deb of a package is.
struct origin {
	std::string uri;  // as apt requests it, including credentials; or
	std::string path; // a local file that is used in place
	bool trusted;     // by a signature, or because it is local
	std::string note; // its source, for errors
};

struct archive : package_source {
	settings set;
	directories dir;
	source_plan plan;
	std::string key;                       // identifies these sources, keys and architecture
	bool own_lists = true;                 // lists below dir.lists are used, else the host's
	std::vector<failure> failures;         // of the last update: sources that were left out
	std::set<std::string> told;            // warnings shown in this run
	std::vector<const char *> left_out_names; // package_source::left_out
	std::map<std::string, origin> origins; // by package_key()
	std::deque<std::string> paths;         // returned by debs()
	// What load() keeps for describe(), by the universe that it filled.
	std::map<const struct universe *, std::shared_ptr<struct loaded>> kept;
	std::string suite_text, architecture_text;
	// Returned by list_entries().
	std::deque<std::string> texts;
	std::deque<std::vector<struct source_key>> keys;
	std::vector<struct source_entry> entry;

	explicit archive(const struct apt_options &options) : package_source(), set(options) {}

	// The directory of our own lists for these sources.
	std::string own_directory() const { return dir.lists + "/" + key; }
	// Must be locked shared to read these lists, exclusively to change them.
	std::string lock_file() const { return dir.state + "/lock-" + key; }
};

// "NAME:ARCHITECTURE=VERSION".
std::string package_key(const struct package &package);

// lists.cc: decides whose lists are read, and updates ours if they are missing or a day old. Sets
// a.key; a.set, a.dir and a.plan must be set.
void prepare_lists(archive &a);
// Whether a stamp was written in the last day.
bool is_fresh(const std::string &stamp);
// Whether all sources can be read without a network.
bool all_local(const pkgSourceList &list);
// Updates our lists in any case, and uses them from here on. Clear a.kept before, or its lock
// waits for ours. STATUS_NETWORK if the network may not be used.
void refresh_lists(archive &a);

// local.cc: a digest of the Release files and indexes (size, inode, times) of
// repositories that are all local, and of the options that they are read with; "" if one
// is not local or has no Release file.
std::string local_state(const archive &a, const pkgSourceList &list);

// update.cc: runs the downloader over all sources of a list; the caller holds the lock.
// Throws if a source failed, except those that the user allows to be missing: these are
// added to a.failures and left out. Returns whether it warned of anything.
bool update_lists(archive &a, const pkgSourceList &list);
// Why a source failed; the reason is empty if nothing did.
failure failure_of(const metaIndex &source, const pkgAcquire &fetcher,
		   const apt_messages &messages);

// presence.cc: what the directory of apt's lists contains.
enum class presence {
	COMPLETE,
	MISSING,
	NOT_OFFERED, // the source exists but has nothing for this architecture
};
presence presence_of(const metaIndex &source);
// The sources of the release itself, without pockets and third parties; if none has the
// requested suite, all that are not a pocket of another one.
std::vector<const metaIndex *> main_sources(const archive &a, const pkgSourceList &list);
// Throws, with the reason, if none of the main sources is used and complete: STATUS_NETWORK if
// lists are missing, STATUS_FATAL if no source is configured, or none has the architecture.
void check_main_sources(const archive &a, const pkgSourceList &list);
// Throws STATUS_FATAL "unknown suite" for a source that the archive does not have.
[[noreturn]] void fail_for_suite(const archive &a, const metaIndex &source);

// missing.cc: sources that are missing.
// Throws STATUS_FATAL if --allow-missing names a source that is not in the list.
void check_allowed(const archive &a, const pkgSourceList &list);
bool may_be_missing(const archive &a, const metaIndex &source);
// Decides about failures of these sources: throws the worst that the user did not allow;
// else leaves the sources out and warns.
void settle_failures(archive &a, const pkgSourceList &list, const std::vector<failure> &failures);
// Throws STATUS_NETWORK: something is not available because sources were left out; the error
// starts with `text`. a.failures must not be empty.
[[noreturn]] void fail_for_left_out(const archive &a, const std::string &text);
// Notes if a release that has security updates is used without a source for them.
void note_missing_security(const archive &a, const pkgSourceList &list);

// The functions below do what those of model/source.h do: load(), describe(), load_all(),
// load_apt_choice(), debs(), drop_damaged(), entries() and read_contents(). On error a universe
// may be partly filled.
// load.cc
void load_universe(archive &a, const struct request_item *items, size_t n,
		   struct universe *universe);
void describe_packages(archive &a, struct universe *universe, const package_id *id, size_t n);
void load_everything(archive &a, struct universe *universe);
// choice.cc
void load_apt_choice(archive &a, const struct request_item *items, size_t n,
		     struct universe *universe);
// fetch.cc: *stale is false before.
void fetch_packages(archive &a, const struct universe *universe, const package_id *id, size_t n,
		    const char **path, bool *stale);
// Removes cached .debs with a wrong hash; returns how many.
size_t drop_damaged_packages(archive &a, const struct universe *universe, const package_id *id,
			     size_t n);
// entries.cc: fills a.entry anew; older text stays until the archive is closed.
void list_entries(archive &a);
// contents.cc
void read_contents(archive &a, bool all, bool download, void (*line)(void *context, struct str line),
		   void *context);

} // namespace shim

#endif
