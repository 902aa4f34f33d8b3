// SPDX-License-Identifier: GPL-2.0-or-later
// Where packages come from, for the sources.list of an image that contains apt.
#include <apt-pkg/configuration.h>
#include <apt-pkg/strutl.h>

#include <unistd.h>

#include "shim/archive.h"
#include "shim/files.h"
#include "shim/suite.h"
#include "shim/trust.h"

namespace shim {

static const char *keep_entry_text(archive &a, const std::string &text)
{
	a.texts.push_back(text);
	return a.texts.back().c_str();
}

static struct source_key key_from(archive &a, const std::string &name, const std::string &content)
{
	const char *const bytes = keep_entry_text(a, content);
	return {keep_entry_text(a, name), {bytes, content.size()}};
}

static struct source_key read_key(archive &a, const std::string &path)
{
	std::string const name = path.substr(path.rfind('/') + 1);
	return key_from(a, name, read_keyring(path));
}

// If a source names no keys, apt accepts all that the host trusts; for Debian's own
// archive that is Debian's keyring.
static std::vector<std::string> keyrings_by_default(const archive &a, const metaIndex &source)
{
	if (!a.set.keyrings.empty())
		return a.set.keyrings;
	const metaIndex *const release = read_release(source, _config->FindDir("Dir::State::lists"));
	if (!release || release->GetOrigin() != "Debian")
		return {};
	for (const std::string &path : host_keyrings(a.dir))
		if (path.find("/debian-archive-keyring.") != path.npos)
			return {path};
	return {};
}

// Signed-By has paths of keyrings, fingerprints, or a key itself.
static void add_keys(archive &a, const metaIndex &source, struct source_entry &entry)
{
	std::string const by = source.GetSignedBy();
	std::string fingerprints;
	std::vector<struct source_key> keys;
	if (by.find('\n') != by.npos) {
		keys.push_back(key_from(a, "source-" + std::to_string(a.entry.size() + 1) + ".asc", by));
	} else if (by.empty() || (starts_with(by, a.dir.state + "/") && !a.set.keyrings.empty())) {
		for (const std::string &path : keyrings_by_default(a, source))
			keys.push_back(read_key(a, path));
	} else {
		for (const std::string &word : VectorizeString(by, ','))
			if (starts_with(word, "/"))
				keys.push_back(read_key(a, word));
			else
				fingerprints += (fingerprints.empty() ? "" : ",") + word;
	}
	a.keys.push_back(std::move(keys));
	entry.key = a.keys.back().data();
	entry.keys = a.keys.back().size();
	entry.signed_by = keep_entry_text(a, fingerprints);
}

void list_entries(archive &a)
{
	std::unique_ptr<pkgSourceList> const list = read_sources(a.plan);
	a.entry.clear();
	for (const metaIndex *source : *list) {
		source_facts const facts = facts_of(*source);
		if (!facts.binary)
			continue;
		struct source_entry entry = {};
		entry.uri = keep_entry_text(a, public_uri(source->GetURI()));
		entry.suite = keep_entry_text(a, source->GetDist());
		entry.components = keep_entry_text(a, facts.components);
		entry.options = keep_entry_text(a, facts.kept);
		entry.trusted = source->GetTrusted() == metaIndex::TRI_YES;
		add_keys(a, *source, entry);
		a.entry.push_back(entry);
	}
}

} // namespace shim
