// SPDX-License-Identifier: GPL-2.0-or-later
// Decides what a run does about sources that are missing. A source that failed may have newer
// versions, including security updates; without it the result would be wrong, and silently so.
#include <apt-pkg/configuration.h>

#include <algorithm>

#include "shim/archive.h"

namespace shim {

static std::string without_slash(std::string uri)
{
	while (!uri.empty() && uri.back() == '/')
		uri.pop_back();
	return uri;
}

// Whether a name is the suite of a source, its URI, or both as in messages.
static bool is_source_named(const std::string &name, const metaIndex &source)
{
	return name == source.GetDist() || public_uri(name) == describe(source) ||
	       without_slash(public_uri(name)) == without_slash(public_uri(source.GetURI()));
}

bool may_be_missing(const archive &a, const metaIndex &source)
{
	return std::any_of(a.set.allow_missing.begin(), a.set.allow_missing.end(),
			   [&](const std::string &name) { return is_source_named(name, source); });
}

void check_allowed(const archive &a, const pkgSourceList &list)
{
	std::set<std::string> names;
	for (const metaIndex *source : list) {
		names.insert(source->GetDist());
		names.insert(without_slash(public_uri(source->GetURI())));
	}
	for (const std::string &name : a.set.allow_missing) {
		if (std::any_of(list.begin(), list.end(), [&](const metaIndex *source) {
			    return is_source_named(name, *source);
		    }))
			continue;
		std::vector<const char *> known;
		for (const std::string &other : names)
			known.push_back(other.c_str());
		const char *const near = str_nearest(name.c_str(), known.data(), known.size());
		fail(STATUS_FATAL, "--allow-missing: no source is named '" + name + "'",
		     near ? "did you mean '" + std::string(near) + "'"
			  : "name the suite or the URI of a source");
	}
}

static const metaIndex *source_of(const pkgSourceList &list, const failure &failed)
{
	for (const metaIndex *source : list)
		if (describe(*source) == failed.source)
			return source;
	return nullptr;
}

static std::string name_for_option(const metaIndex *source)
{
	if (!source)
		return "SOURCE";
	std::string const dist = source->GetDist();
	return dist.back() == '/' ? public_uri(source->GetURI()) : dist;
}

static bool is_main(const archive &a, const pkgSourceList &list, const metaIndex *source)
{
	std::vector<const metaIndex *> const own = main_sources(a, list);
	return own.size() == 1 && own[0] == source;
}

static std::string hint_for(const archive &a, const pkgSourceList &list, const failure &failed)
{
	const metaIndex *const source = source_of(list, failed);
	if (failed.kind == trouble::UNTRUSTED)
		return failed.reason.find("NO_PUBKEY") != std::string::npos ||
				       failed.reason.find("Missing key") != std::string::npos
			       ? "name the archive's keyring: --keyring FILE"
			       : "";
	std::string const later = failed.kind == trouble::LOCAL ? ""
				  : a.set.offline		? "run once without --offline"
								: "try again later";
	// Without the release itself nothing is left.
	if (later.empty() || is_main(a, list, source))
		return later;
	return later + ", or --allow-missing " + name_for_option(source) + " to go on without it";
}

[[noreturn]] static void fail_for(const archive &a, const pkgSourceList &list, const failure &failed)
{
	fail(status_of(failed.kind), failed.source + ": " + failed.reason, hint_for(a, list, failed));
}

// If the archive answers for each of the main sources that it has no such suite, the
// name is wrong.
static void check_suite(const archive &a, const pkgSourceList &list,
			const std::vector<failure> &failures)
{
	std::vector<const metaIndex *> const own = main_sources(a, list);
	auto const is_absent = [&](const metaIndex *source) {
		return std::any_of(failures.begin(), failures.end(), [&](const failure &failed) {
			return failed.absent && failed.source == describe(*source);
		});
	};
	if (!own.empty() && std::all_of(own.begin(), own.end(), is_absent))
		fail_for_suite(a, *own.front());
}

// Names that are not local to this machine go into documents about the image.
static void leave_out_source(archive &a, const metaIndex &source, const failure &failed)
{
	std::string const text = failed.source + " is left out (--allow-missing): " + failed.reason;
	a.failures.push_back(failed);
	a.plan.left_out.insert(failed.source);
	a.texts.push_back(is_local(source) ? source.GetDist() : failed.source);
	a.left_out_names.push_back(a.texts.back().c_str());
	if (a.told.insert(failed.source).second)
		log_warn("%s", text.c_str());
}

void settle_failures(archive &a, const pkgSourceList &list, const std::vector<failure> &failures)
{
	for (trouble const kind : {trouble::LOCAL, trouble::UNTRUSTED})
		for (const failure &failed : failures)
			if (failed.kind == kind)
				fail_for(a, list, failed);
	check_suite(a, list, failures);
	a.failures.clear();
	a.plan.left_out.clear();
	a.left_out_names.clear();
	for (const failure &failed : failures) {
		const metaIndex *const source = source_of(list, failed);
		if (!source || !may_be_missing(a, *source))
			fail_for(a, list, failed);
	}
	for (const failure &failed : failures)
		leave_out_source(a, *source_of(list, failed), failed);
	a.left_out = a.left_out_names.data();
	a.left_outs = a.left_out_names.size();
}

void fail_for_left_out(const archive &a, const std::string &text)
{
	const failure &first = a.failures.front();
	fail(STATUS_NETWORK, text + "; " + first.source + " is left out: " + first.reason);
}

// A release is known by the name of its suite and by the codename in its Release file.
static bool is_security_of(const metaIndex &source, const std::string &release,
			   const std::string &lists)
{
	std::string tail;
	return (pocket_of(source.GetDist(), release, tail) && tail == "-security") ||
	       release_codename(source, lists) == release + "-security";
}

void note_missing_security(const archive &a, const pkgSourceList &list)
{
	std::string const lists = _config->FindDir("Dir::State::lists");
	for (const metaIndex *source : main_sources(a, list))
		for (const std::string &release : {source->GetDist(), release_codename(*source, lists)}) {
			if (!suite_has(a.set.suites, release.c_str(), "-security"))
				continue;
			if (std::none_of(list.begin(), list.end(),
					 [&](const metaIndex *other) {
						 return is_security_of(*other, release, lists);
					 }))
				log_standing_note("%s: no security source is configured, so its security updates are missing",
					 release.c_str());
			return;
		}
}

} // namespace shim
