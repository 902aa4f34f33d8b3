// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/suite.h"

#include <apt-pkg/fileutl.h>
#include <apt-pkg/strutl.h>
#include <apt-pkg/tagfile.h>

#include <unistd.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "shim/files.h"

namespace shim {

// Fields of a source that say how it is read, not what it is.
static const struct {
	const char *field, *option;
} kept_fields[] = {
	{"Check-Valid-Until", "check-valid-until"},
	{"Valid-Until-Min", "valid-until-min"},
	{"Valid-Until-Max", "valid-until-max"},
	{"Check-Date", "check-date"},
	{"Date-Max-Future", "date-max-future"},
	{"By-Hash", "by-hash"},
	{"PDiffs", "pdiffs"},
};

std::string host_codename(const directories &dir)
{
	for (const char *name : {"etc/os-release", "usr/lib/os-release"}) {
		std::string const path = dir.host_root + name;
		if (access(path.c_str(), R_OK) != 0)
			continue;
		std::istringstream lines(read_whole(path));
		for (std::string line; std::getline(lines, line);) {
			if (!starts_with(line, "VERSION_CODENAME="))
				continue;
			std::string value = line.substr(line.find('=') + 1);
			value.erase(std::remove(value.begin(), value.end(), '"'), value.end());
			return value;
		}
		return "";
	}
	return "";
}

// The kept fields of the N-th stanza of a .sources file.
static std::string kept_from_stanza(const std::string &path, unsigned long number)
{
	std::string text;
	FileFd file(path, FileFd::ReadOnly);
	pkgTagFile tags(&file, pkgTagFile::SUPPORT_COMMENTS);
	pkgTagSection stanza;
	for (unsigned long i = 0; i < number; i++)
		if (!tags.Step(stanza))
			return "";
	for (const auto &kept : kept_fields)
		if (stanza.Exists(kept.field))
			text += std::string(kept.field) + ": " + stanza.FindS(kept.field) + "\n";
	return text;
}

// The kept options of the N-th line of a .list file: "deb [ a=b c=d ] …".
static std::string kept_from_line(const std::string &path, unsigned long number)
{
	std::istringstream lines(read_whole(path));
	std::string line, text, option;
	for (unsigned long i = 0; i < number; i++)
		if (!std::getline(lines, line))
			return "";
	size_t const from = line.find('['), to = line.find(']');
	if (from == line.npos || to == line.npos || to < from)
		return "";
	std::istringstream options(line.substr(from + 1, to - from - 1));
	while (options >> option)
		for (const auto &kept : kept_fields)
			if (starts_with(option, std::string(kept.option) + "="))
				text += std::string(kept.field) + ": " +
					option.substr(option.find('=') + 1) + "\n";
	return text;
}

// apt keeps for each index where it was configured: "<file>:<number>".
static std::string kept_from(const IndexTarget &target)
{
	std::string const entry = target.Option(IndexTarget::SOURCESENTRY);
	size_t const colon = entry.rfind(':');
	if (colon == entry.npos)
		return "";
	std::string const path = entry.substr(0, colon);
	unsigned long const number = strtoul(entry.c_str() + colon + 1, nullptr, 10);
	if (number == 0 || access(path.c_str(), R_OK) != 0)
		return "";
	return ends_with(path, ".sources") ? kept_from_stanza(path, number)
					   : kept_from_line(path, number);
}

// A key that is embedded in the source has several lines.
static std::string signed_by_field(const std::string &value)
{
	if (value.find('\n') == value.npos)
		return value.empty() ? "" : "Signed-By: " + value + "\n";
	std::string field = "Signed-By:\n";
	std::istringstream lines(value);
	for (std::string line; std::getline(lines, line);)
		field += " " + (line.empty() ? "." : line) + "\n";
	return field;
}

static std::string joined(const std::vector<std::string> &words)
{
	std::string text;
	for (const std::string &word : words)
		text += (text.empty() ? "" : " ") + word;
	return text;
}

source_facts facts_of(const metaIndex &source)
{
	source_facts facts;
	std::vector<std::string> components;
	for (const IndexTarget &target : source.GetIndexTargets()) {
		if (target.Option(IndexTarget::CREATED_BY) != "Packages")
			continue;
		if (!facts.binary)
			facts.kept = kept_from(target);
		facts.binary = true;
		std::string const component = target.Option(IndexTarget::COMPONENT);
		if (!component.empty() &&
		    std::find(components.begin(), components.end(), component) == components.end())
			components.push_back(component);
	}
	facts.components = joined(components);
	return facts;
}

// The stanza of a source; "" if it has no binary packages.
static std::string stanza(const metaIndex &source, const std::string &dist,
			  const std::vector<std::string> &keyrings)
{
	source_facts const facts = facts_of(source);
	if (!facts.binary)
		return "";
	std::string text = "Types: deb\nURIs: " + source.GetURI() + "\nSuites: " + dist + "\n";
	if (!facts.components.empty())
		text += "Components: " + facts.components + "\n";
	if (source.GetTrusted() == metaIndex::TRI_YES && keyrings.empty())
		text += "Trusted: yes\n";
	if (source.GetTrusted() == metaIndex::TRI_NO)
		text += "Trusted: no\n";
	text += keyrings.empty() ? signed_by_field(source.GetSignedBy())
				 : "Signed-By: " + joined(keyrings) + "\n";
	return text + facts.kept + "\n";
}

// stable, testing … stand for the codename in their Release file.
static bool own_by_alias(const metaIndex &source, const std::string &code, const directories &dir,
			 std::string &tail)
{
	for (const char *alias : {"stable", "oldstable", "oldoldstable", "testing"}) {
		if (!pocket_of(source.GetDist(), alias, tail))
			continue;
		std::string const says = release_codename(source, dir.host_lists);
		std::string unused;
		return says.empty() || pocket_of(says, code, unused);
	}
	return false;
}

std::string sources_for_suite(const pkgSourceList &host, const settings &set, const directories &dir,
			      const std::vector<std::string> &keyrings)
{
	std::string const own = host_codename(dir), suite = set.suite;
	// sources of sid or unstable name no release.
	for (const std::string &code : {own, std::string("sid"), std::string("unstable")}) {
		std::string text, tail;
		std::set<std::string> seen;
		for (const metaIndex *source : host) {
			if (code.empty() ||
			    (!pocket_of(source->GetDist(), code, tail) &&
			     (code != own || !own_by_alias(*source, code, dir, tail))))
				continue;
			if (suite_lacks(set.suites, suite.c_str(), tail.c_str()) && !tail.empty())
				continue;
			if (seen.insert(source->GetURI() + " " + tail).second)
				text += stanza(*source, suite + tail, keyrings);
			// A host of sid has no pockets to name.
			if (suite_lacks(set.suites, code.c_str(), "-updates") &&
			    suite_has(set.suites, suite.c_str(), "-updates") &&
			    seen.insert(source->GetURI() + " -updates").second)
				text += stanza(*source, suite + "-updates", keyrings);
		}
		if (!text.empty())
			return text;
	}
	fail(STATUS_FATAL,
	     "cannot tell where suite '" + suite +
		     "' is: the host has no source of its own release" +
		     (own.empty() ? "" : " '" + own + "'"),
	     "name one: --mirror URI");
}

std::string sources_with_keyrings(const pkgSourceList &list,
				  const std::vector<std::string> &keyrings)
{
	std::string text;
	for (const metaIndex *source : list)
		text += stanza(*source, source->GetDist(), keyrings);
	return text;
}

} // namespace shim
