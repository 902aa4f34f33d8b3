// SPDX-License-Identifier: GPL-2.0-or-later
// One update of our lists, and what came of it.
#include <apt-pkg/configuration.h>

#include <unistd.h>

#include <algorithm>

#include "shim/archive.h"
#include "shim/files.h"

namespace shim {

static const useconds_t RETRY_MICROSECONDS = 500000;

static std::string first_line(const std::string &text)
{
	return presentable(text.substr(0, text.find('\n')));
}

// apt's messages name the repository: "http://mirror.example/debian bookworm
// InRelease", or the address of one of its files.
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

// The item that failed knows better than the message that it led to.
failure failure_of(const metaIndex &source, const pkgAcquire &fetcher, const apt_messages &messages)
{
	std::string const words = words_about(source, messages);
	std::string reason;
	bool auth = false;
	for (auto i = fetcher.ItemsBegin(); i != fetcher.ItemsEnd(); ++i) {
		if (!starts_with((*i)->DescURI(), base_uri(source)) ||
		    (*i)->Status == pkgAcquire::Item::StatDone)
			continue;
		auth = auth || (*i)->Status == pkgAcquire::Item::StatAuthError;
		if (reason.empty())
			reason = first_line((*i)->ErrorText);
	}
	if (reason.empty())
		reason = words;
	return {describe(source), reason, kind_of_trouble(auth, reason + " " + words)};
}

// Pockets that a suite does not have are no failure when we thought them up.
static bool is_thought_up(const archive &a, const metaIndex &source)
{
	std::string tail;
	return !a.plan.host && !a.set.suite.empty() && a.set.mirrors.empty() &&
	       pocket_of(source.GetDist(), a.plan.suite, tail) && !tail.empty();
}

static void look_at(archive &a, const metaIndex &source, const failure &failed,
		    const apt_messages &messages)
{
	bool const missing = presence_of(source) == presence::MISSING;
	if (missing && failed.kind == trouble::MISSING &&
	    release_file(source, a.own_folder()).empty()) {
		a.absent.insert(describe(source));
		if (is_thought_up(a, source))
			return;
	}
	if (!missing && failed.reason.empty())
		return;
	a.failures.push_back(failed);
	if (a.failures.back().reason.empty())
		a.failures.back().reason = messages.text("an index is missing");
}

static void note_what_is_left_out(const archive &a, const pkgSourceList &list)
{
	for (const metaIndex *source : list) {
		std::string const name = describe(*source);
		if (presence_of(*source) == presence::NOT_OFFERED)
			log_note("%s: nothing for %s", name.c_str(), a.set.architecture.c_str());
		else if (a.absent.count(name) && is_thought_up(a, *source))
			log_note("%s: not there, left out", name.c_str());
	}
}

// Whether a failed source that `message` is about has been told of.
static bool is_told(const archive &a, const pkgSourceList &list, const std::string &message)
{
	for (const metaIndex *source : list)
		for (const failure &failed : a.failures)
			if (failed.source == describe(*source) && is_about(message, *source))
				return true;
	return false;
}

static void warn_of_failures(const archive &a, const pkgSourceList &list,
			     const apt_messages &messages)
{
	for (const failure &failed : a.failures)
		log_warn("%s: %s", failed.source.c_str(), failed.reason.c_str());
	for (const std::string &message : messages.warnings) {
		// Where keys are kept is not for the user of this program to mend.
		bool const legacy =
			message.find("apt-key(8)") != message.npos ||
			message.find("deprecated option Dir::Etc::Trusted") != message.npos;
		if (legacy || is_told(a, list, message))
			log_info("%s", message.c_str());
		else
			log_warn("%s", message.c_str());
	}
}

// One attempt. apt's own retries are off: apt 2.6 can wait for ever on one when
// two sources are at different ports of one host.
static apt_messages attempt(archive &a, const pkgSourceList &list)
{
	std::string const retries = _config->Find("Acquire::Retries");
	a.failures.clear();
	a.absent.clear();
	if (retries.empty())
		_config->Set("Acquire::Retries", "0");
	download all(a.set, "package lists");
	if (!all.fetcher.GetLock(a.own_folder() + "/") || !list.GetIndexes(&all.fetcher))
		check_apt(STATUS_FATAL, "package lists");
	all.run();
	_config->Set("Acquire::Retries", retries);
	apt_messages const messages = take_messages();
	for (const metaIndex *source : list)
		look_at(a, *source, failure_of(*source, all.fetcher, messages), messages);
	return messages;
}

static bool worth_another(const archive &a)
{
	return !a.set.stop() &&
	       std::any_of(a.failures.begin(), a.failures.end(),
			   [](const failure &f) { return f.kind == trouble::NETWORK; });
}

void update_lists(archive &a, const pkgSourceList &list)
{
	apt_messages messages = attempt(a, list);
	if (worth_another(a)) {
		usleep(RETRY_MICROSECONDS);
		messages = attempt(a, list);
	}
	check_main_sources(a, list);
	note_what_is_left_out(a, list);
	warn_of_failures(a, list, messages);
}

void fail_for_failures(const archive &a, const std::string &text)
{
	const failure *worst = &a.failures.front();
	for (const failure &failed : a.failures)
		if (failed.kind == trouble::LOCAL ||
		    (failed.kind == trouble::UNTRUSTED && worst->kind != trouble::LOCAL))
			worst = &failed;
	bool const no_key = worst->reason.find("NO_PUBKEY") != std::string::npos ||
			    worst->reason.find("Missing key") != std::string::npos;
	fail(status_of(worst->kind), text + ": " + worst->source + ": " + worst->reason,
	     no_key ? "name the archive's keyring: --keyring FILE" : "");
}

} // namespace shim
