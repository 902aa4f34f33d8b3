// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/sources.h"

#include <apt-pkg/configuration.h>
#include <apt-pkg/error.h>
#include <apt-pkg/fileutl.h>
#include <apt-pkg/strutl.h>

#include <unistd.h>

#include <map>

#include "shim/files.h"
#include "shim/index.h"
#include "shim/suite.h"
#include "shim/trust.h"
#include "shim/verify.h"

namespace shim {

bool pocket_of(const std::string &dist, const std::string &code, std::string &tail)
{
	for (const char *pocket : {"", "-updates", "-security"}) {
		tail = pocket;
		if (dist == code + tail)
			return true;
	}
	// Before bullseye the security archive had different names.
	return dist == code + "/updates";
}

std::string describe(const metaIndex &source)
{
	std::string uri = public_uri(source.GetURI());
	if (ends_with(uri, "/"))
		uri.pop_back();
	return uri + " " + source.GetDist();
}

std::string base_uri(const metaIndex &source)
{
	std::string const dist = source.GetDist();
	if (dist == "/")
		return source.GetURI();
	if (ends_with(dist, "/"))
		return source.GetURI() + dist;
	return source.GetURI() + "dists/" + dist + "/";
}

std::string release_file(const metaIndex &source, const std::string &lists)
{
	for (const char *name : {"InRelease", "Release"}) {
		std::string const path = flCombine(lists, URItoFileName(base_uri(source) + name));
		if (FileExists(path))
			return path;
	}
	return "";
}

const metaIndex *read_release(const metaIndex &source, const std::string &lists)
{
	static std::map<std::string, std::unique_ptr<metaIndex>> known;
	std::string const file = release_file(source, lists);
	struct stat st;
	if (file.empty() || access(file.c_str(), R_OK) != 0 || stat(file.c_str(), &st) != 0)
		return nullptr;
	std::string const version = file + " " + std::to_string(st.st_ino) + " " +
				    std::to_string(st.st_ctim.tv_sec) + "." +
				    std::to_string(st.st_ctim.tv_nsec);
	std::unique_ptr<metaIndex> &release = known[version];
	if (!release) {
		release.reset(source.UnloadedClone());
		_error->PushToStack();
		release->Load(file, nullptr);
		_error->RevertToStack();
	}
	return release.get();
}

std::string release_codename(const metaIndex &source, const std::string &lists)
{
	const metaIndex *const release = read_release(source, lists);
	return release ? release->GetCodename() : "";
}

bool is_local(const metaIndex &source)
{
	std::string const access = ::URI(source.GetURI()).Access;
	return access == "file" || access == "copy";
}

namespace {

class shorter_list : public pkgSourceList {
public:
	void drop(const std::set<std::string> &names)
	{
		for (size_t i = SrcList.size(); i-- > 0;) {
			if (!names.count(describe(*SrcList[i])))
				continue;
			delete SrcList[i];
			SrcList.erase(SrcList.begin() + static_cast<std::ptrdiff_t>(i));
		}
	}
};

} // namespace

static std::unique_ptr<shorter_list> read_host()
{
	std::unique_ptr<shorter_list> list(new shorter_list);
	if (!list->ReadMainList())
		check_apt(STATUS_FATAL, "apt's sources");
	check_apt(STATUS_FATAL, "apt's sources");
	return list;
}

static std::unique_ptr<shorter_list> read_planned(const source_plan &plan)
{
	if (plan.host)
		return read_host();
	std::unique_ptr<shorter_list> list(new shorter_list);
	for (const std::string &file : plan.files) {
		if (!list->ReadAppend(file))
			check_apt(STATUS_FATAL, file);
		check_apt(STATUS_FATAL, file);
	}
	return list;
}

std::unique_ptr<pkgSourceList> read_sources(const source_plan &plan)
{
	return read_planned(plan);
}

std::unique_ptr<pkgSourceList> read_used_sources(const source_plan &plan)
{
	std::unique_ptr<shorter_list> list = read_planned(plan);
	list->drop(plan.left_out);
	return list;
}

std::string sources_key(const source_plan &plan, const pkgSourceList &list)
{
	std::string const architecture = _config->Find("APT::Architecture");
	// A changed index replaces the old one, so its content is not part of the key.
	if (!plan.index.empty())
		return digest("index " + plan.index + " " + architecture);
	std::string all = plan.trust + "\n";
	for (const metaIndex *source : list) {
		all += source->GetURI() + " " + source->GetDist() + " " + source->GetSignedBy() +
		       (source->GetTrusted() == metaIndex::TRI_YES ? " trusted\n" : "\n");
		for (const IndexTarget &target : source->GetIndexTargets())
			all += target.URI + "\n";
	}
	return digest(all + architecture);
}

// Writes a file of ours, named by its content, which may contain passwords.
static std::string write_sources(const std::string &content, const char *suffix, const directories &dir)
{
	std::string const path = dir.state + "/" + digest(content) + suffix;
	keep_whole(path, content, 0600);
	return path;
}

// Turns an argument of --mirror into a line of sources.list(5).
static std::string mirror_line(const std::string &mirror, const std::string &suite,
			       const struct suite_rules *rules)
{
	if (starts_with(mirror, "deb-src ") || starts_with(mirror, "deb-src\t"))
		fail(STATUS_FATAL,
		     "mirror '" + mirror + "': sources of source packages are of no use");
	if (mirror.find('\n') != mirror.npos)
		fail(STATUS_FATAL, "mirror '" + mirror + "': more than one line");
	if (starts_with(mirror, "deb ") || starts_with(mirror, "deb\t"))
		return mirror + "\n";
	size_t const colon = mirror.find(':');
	if (colon == mirror.npos || mirror.find(' ') != mirror.npos)
		fail(STATUS_FATAL, "mirror '" + mirror + "': neither a URI nor a source line",
		     mirror[0] == '/' ? "a directory is written file:" + mirror : "");
	if (suite.empty())
		fail(STATUS_FATAL, "mirror '" + mirror + "': which suite?",
		     "name it: --suite NAME");
	std::string lines = "deb " + mirror + " " + suite + " main\n";
	// Security updates are in a separate archive.
	if (suite_has(rules, suite.c_str(), "-updates"))
		lines += "deb " + mirror + " " + suite + "-updates main\n";
	return lines;
}

// Without pins the newest release would be used, whichever was requested.
static void check_releases(const pkgSourceList &list, const settings &set, const std::string &where)
{
	for (const metaIndex *source : list)
		if (suites_contradict(set.suites, set.suite.c_str(), source->GetDist().c_str()))
			fail(STATUS_FATAL,
			     "--suite " + set.suite + ": " + where + " names another release: " +
				     describe(*source),
			     "name one of them only");
}

static void plan_mirrors(source_plan &plan, const settings &set, const directories &dir)
{
	std::string lines;
	for (const std::string &mirror : set.mirrors)
		lines += mirror_line(mirror, plan.suite, set.suites);
	std::string const file = write_sources(lines, ".list", dir);
	std::unique_ptr<pkgSourceList> list(new pkgSourceList);
	if (!list->ReadAppend(file))
		check_apt(STATUS_FATAL, "mirror");
	check_releases(*list, set, "--mirror");
	plan.files.push_back(file);
	plan.trust = trust_only(set.keyrings.empty() ? host_keyrings(dir) : set.keyrings, dir);
}

static void plan_files(source_plan &plan, const settings &set, const directories &dir)
{
	std::string rewritten;
	for (const std::string &file : set.sources) {
		if (access(file.c_str(), R_OK) != 0)
			fail_errno(file);
		pkgSourceList list;
		if (!list.ReadAppend(file))
			check_apt(STATUS_FATAL, file);
		if (list.empty())
			fail(STATUS_FATAL, file + ": holds no source");
		check_releases(list, set, file);
		if (set.keyrings.empty())
			plan.files.push_back(file);
		else
			rewritten += sources_with_keyrings(list, copy_keyrings(set.keyrings, dir));
	}
	if (!rewritten.empty())
		plan.files.push_back(write_sources(rewritten, ".sources", dir));
}

// The host's sources for another suite or with other keys. What their Release files on
// the host say about keys belongs to the host's suite, so it is ignored.
static void plan_rewritten(source_plan &plan, const settings &set, const directories &dir)
{
	std::unique_ptr<pkgSourceList> const host = read_host();
	std::vector<std::string> const keys = copy_keyrings(set.keyrings, dir);
	std::string const text = set.suite.empty() ? sources_with_keyrings(*host, keys)
						   : sources_for_suite(*host, set, dir, keys);
	plan.files.push_back(write_sources(text, ".sources", dir));
}

// The sources whose lists of the host we could use. The host's sources may be broken if
// the user names others: then there are none.
static std::set<std::string> checked_by_host()
{
	std::set<std::string> bases;
	pkgSourceList list;
	_error->PushToStack();
	list.ReadMainList();
	_error->RevertToStack();
	for (const metaIndex *source : list)
		if (source->GetTrusted() != metaIndex::TRI_YES)
			bases.insert(base_uri(*source));
	return bases;
}

static void plan_archive(source_plan &plan, const settings &set, const directories &dir)
{
	if (plan.suite.empty())
		plan.suite = host_codename(dir);
	plan.host_checks = checked_by_host();
	if (!set.mirrors.empty())
		plan_mirrors(plan, set, dir);
	if (!set.sources.empty())
		plan_files(plan, set, dir);
	if (!set.mirrors.empty() || !set.sources.empty())
		return;
	plan.host = set.suite.empty() && set.keyrings.empty();
	if (!plan.host)
		plan_rewritten(plan, set, dir);
}

source_plan plan_sources(const settings &set, const directories &dir)
{
	source_plan plan;
	plan.suite = set.suite;
	for (char const c : set.suite)
		if (!isalnum(static_cast<unsigned char>(c)) && !strchr("-._/+~", c))
			fail(STATUS_FATAL, "suite '" + set.suite + "': not a name");
	if (!set.packages.empty())
		plan_index(plan, set, dir);
	else
		plan_archive(plan, set, dir);
	// apt rebuilds its cache if its main list is newer; ours never is.
	if (!plan.host) {
		_config->Set("Dir::Etc::sourcelist", dir.empty);
		_config->Set("Dir::Etc::sourceparts", "/dev/null");
	}
	return plan;
}

} // namespace shim
