// SPDX-License-Identifier: GPL-2.0-or-later
// One update of our lists, and its result.
#include <apt-pkg/configuration.h>

#include <unistd.h>

#include <algorithm>

#include "shim/archive.h"
#include "shim/files.h"
#include "shim/suite.h"

namespace shim {

using sources = std::vector<metaIndex *>;

static const useconds_t RETRY_MICROSECONDS = 500000;

static std::string first_line(const std::string &text)
{
	return presentable(text.substr(0, text.find('\n')));
}

// apt's messages name the repository, "http://mirror.example/debian bookworm InRelease",
// or the URI of one of its files.
static bool is_about(const std::string &message, const metaIndex &source)
{
	std::string const name = describe(source);
	return message.find(name + " ") != message.npos ||
	       message.find(name + ":") != message.npos ||
	       message.find(public_uri(base_uri(source))) != message.npos;
}

static std::string words_about(const metaIndex &source, const apt_messages &messages)
{
	std::string words;
	for (const std::string &message : messages.errors)
		if (is_about(message, source))
			words += (words.empty() ? "" : "; ") + message;
	return words;
}

static bool is_item_of(pkgAcquire::Item &item, const metaIndex &source)
{
	// After a redirection only the description names the source.
	std::string const text = item.GetItemDesc().Description, name = describe(source);
	return starts_with(item.DescURI(), base_uri(source)) || starts_with(text, name + " ") ||
	       starts_with(text, name + "/");
}

// Greater is worse.
static int weight(trouble kind)
{
	static const trouble order[] = {trouble::MISSING, trouble::UNSETTLED, trouble::NETWORK,
					trouble::UNTRUSTED, trouble::LOCAL};
	return static_cast<int>(std::find(std::begin(order), std::end(order), kind) - std::begin(order));
}

// Failed items are more precise than the messages that they cause.
failure failure_of(const metaIndex &source, const pkgAcquire &fetcher, const apt_messages &messages)
{
	failure worst = {describe(source), "", trouble::MISSING, false};
	bool failed = false;
	for (auto i = fetcher.ItemsBegin(); i != fetcher.ItemsEnd(); ++i) {
		pkgAcquire::Item &item = **i;
		if (!is_item_of(item, source) || item.Status == pkgAcquire::Item::StatDone)
			continue;
		failed = true;
		bool const auth = item.Status == pkgAcquire::Item::StatAuthError;
		trouble const kind = kind_of_trouble(auth, item.ErrorText);
		if (!worst.reason.empty() && weight(kind) <= weight(worst.kind))
			continue;
		worst.kind = kind;
		worst.reason = first_line(item.ErrorText);
		worst.absent = kind == trouble::MISSING && ends_with(item.GetItemDesc().Description, "Release");
	}
	std::string const words = words_about(source, messages);
	if (worst.reason.empty() && !words.empty()) {
		worst.reason = words;
		worst.kind = kind_of_trouble(false, words);
	} else if (worst.reason.empty() && failed) {
		worst.reason = "failed";
		worst.kind = trouble::NETWORK;
	}
	return worst;
}

// A source without anything for this run to read cannot spoil its result.
static void add_failure_of(std::vector<failure> &failures, const metaIndex &source, failure failed)
{
	if (!facts_of(source).binary)
		return;
	if (failed.reason.empty() && presence_of(source) == presence::MISSING) {
		failed.reason = "an index is missing";
		failed.kind = trouble::UNSETTLED;
	}
	if (!failed.reason.empty())
		failures.push_back(failed);
}

// Adds errors of apt that are not about any of the sources.
static void look_at_rest(std::vector<failure> &failures, const sources &list,
			 const apt_messages &messages)
{
	for (const std::string &message : messages.errors)
		if (std::none_of(list.begin(), list.end(), [&](const metaIndex *source) {
			    return is_about(message, *source);
		    }))
			failures.push_back({"package lists", message, kind_of_trouble(false, message), false});
}

// This and the next function return whether they showed anything.
static bool note_what_is_not_offered(const archive &a, const pkgSourceList &list)
{
	bool said = false;
	for (const metaIndex *source : list)
		if (presence_of(*source) == presence::NOT_OFFERED) {
			log_note("%s: nothing for %s", describe(*source).c_str(),
				 a.set.architecture.c_str());
			said = true;
		}
	return said;
}

// Whether the source that `message` is about was left out.
static bool is_told(const archive &a, const pkgSourceList &list, const std::string &message)
{
	return std::any_of(list.begin(), list.end(), [&](const metaIndex *source) {
		return a.plan.left_out.count(describe(*source)) && is_about(message, *source);
	});
}

static bool show_warnings(const archive &a, const pkgSourceList &list, const apt_messages &messages)
{
	bool said = false;
	for (const std::string &message : messages.warnings) {
		// The user of this program cannot change where keys are kept.
		bool const legacy =
			message.find("apt-key(8)") != message.npos ||
			message.find("deprecated option Dir::Etc::Trusted") != message.npos;
		bool const quiet = legacy || is_told(a, list, message);
		if (quiet)
			log_info("%s", message.c_str());
		else
			log_warn("%s", message.c_str());
		said = said || !quiet;
	}
	return said;
}

// One attempt. apt's own retries are disabled, because apt 2.6 can wait forever on one
// if two sources are at different ports of one host.
static std::vector<failure> attempt(archive &a, const sources &list, apt_messages &messages)
{
	std::string const retries = _config->Find("Acquire::Retries");
	std::vector<failure> failures;
	if (retries.empty())
		_config->Set("Acquire::Retries", "0");
	download all(a.set, "package lists");
	bool asked = all.fetcher.GetLock(a.own_directory() + "/");
	for (metaIndex *source : list)
		asked = asked && source->GetIndexes(&all.fetcher, false);
	if (!asked)
		check_apt(STATUS_FATAL, "package lists");
	all.run();
	_config->Set("Acquire::Retries", retries);
	messages = take_messages();
	for (const metaIndex *source : list)
		add_failure_of(failures, *source, failure_of(*source, all.fetcher, messages));
	look_at_rest(failures, list, messages);
	return failures;
}

// A server may be busy, or about to replace its files.
static bool may_pass(const failure &f)
{
	return f.kind == trouble::NETWORK || f.kind == trouble::UNSETTLED ||
	       (f.kind == trouble::MISSING && !f.absent);
}

// The sources that failed; all of them if an error is not about any source.
static sources failed_ones(const sources &list, const std::vector<failure> &failures)
{
	sources failed;
	std::set<std::string> named;
	for (const failure &f : failures)
		named.insert(f.source);
	for (metaIndex *source : list)
		if (named.erase(describe(*source)) != 0)
			failed.push_back(source);
	return named.empty() ? failed : list;
}

// Keeps warnings about sources that were not tried again.
static void keep_warnings(apt_messages &messages, const apt_messages &first, const sources &again)
{
	for (const std::string &message : first.warnings)
		if (std::none_of(again.begin(), again.end(), [&](const metaIndex *source) {
			    return is_about(message, *source);
		    }))
			messages.warnings.push_back(message);
}

bool update_lists(archive &a, const pkgSourceList &list)
{
	apt_messages messages;
	sources const all(list.begin(), list.end());
	std::vector<failure> failures = attempt(a, all, messages);
	if (!a.set.stop() && std::any_of(failures.begin(), failures.end(), may_pass)) {
		sources const again = failed_ones(all, failures);
		apt_messages const first = messages;
		usleep(RETRY_MICROSECONDS);
		failures = attempt(a, again, messages);
		keep_warnings(messages, first, again);
	}
	settle_failures(a, list, failures);
	check_main_sources(a, list);
	bool const noted = note_what_is_not_offered(a, list);
	return show_warnings(a, list, messages) || noted;
}

} // namespace shim
