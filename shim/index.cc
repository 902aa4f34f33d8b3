// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/index.h"

#include <apt-pkg/fileutl.h>
#include <apt-pkg/indexfile.h>

#include <unistd.h>

#include <algorithm>
#include <climits>
#include <sstream>

#include "shim/files.h"
#include "shim/verify.h"

namespace shim {

// libapt-pkg 2.6 calls abort() on a string of 64 KiB or more that it would store.
static const size_t STRING_LONGEST = 60000;

static std::string lower(std::string text)
{
	std::transform(text.begin(), text.end(), text.begin(),
		       [](unsigned char c) { return static_cast<char>(tolower(c)); });
	return text;
}

namespace {

// Checks an index line by line before apt reads it.
class index_check {
	enum { FREE, RELATIONS, STORED } kind = FREE;
	size_t run = 0; // bytes so far of what apt would store as one string
	std::string field;

	void start(const std::string &name)
	{
		static const char *const relations[] = {
			"depends", "pre-depends", "recommends", "suggests", "enhances",
			"breaks",  "conflicts",   "replaces",   "provides", "obsoletes"};
		static const char *const stored[] = {
			"package",         "version",  "architecture",   "section",
			"source",          "priority", "multi-arch",     "essential",
			"description-md5", "size",     "installed-size", "phased-update-percentage",
			"filename",        "sha256",   "md5sum"};
		field = lower(name);
		auto const is = [this](const char *other) { return field == other; };
		kind = std::any_of(std::begin(relations), std::end(relations), is) ? RELATIONS
		       : std::any_of(std::begin(stored), std::end(stored), is)     ? STORED
										   : FREE;
		run = 0;
	}

	void add(const char *text, size_t n, const std::string &path, unsigned long line)
	{
		for (size_t i = 0; i < n; i++) {
			if (kind == RELATIONS && strchr(",|()[]<>", text[i]))
				run = 0;
			else if (++run > STRING_LONGEST)
				fail(STATUS_UNTRUSTED, path + ": line " + std::to_string(line) +
							       ": field '" + field.substr(0, 40) +
							       "' is too long");
		}
	}

public:
	void look(const std::string &text, const std::string &path, unsigned long line)
	{
		size_t from = 0;
		if (text.empty() || (text[0] != ' ' && text[0] != '\t')) {
			size_t const colon = text.find(':');
			if (!text.empty() && colon == text.npos)
				fail(STATUS_UNTRUSTED, path + ": line " + std::to_string(line) +
							       ": not a field of a Packages index");
			start(text.substr(0, colon));
			from = text.empty() ? 0 : colon + 1;
		}
		if (kind != FREE)
			add(text.data() + from, text.size() - from, path, line);
	}
};

} // namespace

static void check_index_text(const std::string &text, const std::string &path)
{
	std::istringstream lines(text);
	std::string line;
	index_check check;
	for (unsigned long number = 1; std::getline(lines, line); number++)
		check.look(line, path, number);
}

static void check_index(const std::string &path)
{
	FileFd file;
	std::string line;
	index_check check;
	if (!file.Open(path, FileFd::ReadOnly, FileFd::Extension))
		check_apt(STATUS_FATAL, path);
	for (unsigned long number = 1; file.ReadLine(line); number++)
		check.look(line, path, number);
	check_apt(STATUS_UNTRUSTED, path);
}

const char *compression_suffix(const std::string &path)
{
	for (const char *suffix : {".xz", ".gz", ".bz2", ".lz4", ".zst", ".lzma"})
		if (ends_with(path, suffix))
			return suffix;
	return "";
}

static struct stat stat_index(const std::string &path)
{
	struct stat st;
	if (stat(path.c_str(), &st) != 0 || access(path.c_str(), R_OK) != 0)
		fail_errno(path);
	if (!S_ISREG(st.st_mode))
		fail(STATUS_FATAL, path + ": not a file");
	return st;
}

static void link_to(const std::string &path, const std::string &name)
{
	std::string const other = name + "." + std::to_string(getpid());
	unlink(other.c_str());
	if (symlink(absolute(path).c_str(), other.c_str()) != 0 ||
	    rename(other.c_str(), name.c_str()) != 0)
		fail_errno(name);
}

static bool is_link_to(const std::string &path, const std::string &name)
{
	std::string target(PATH_MAX, 0);
	ssize_t const n = readlink(name.c_str(), &target[0], target.size());
	return n >= 0 && target.substr(0, static_cast<size_t>(n)) == absolute(path);
}

// A version that differs for a changed file, because apt itself compares whole seconds.
static std::string version_of(const settings &set)
{
	if (!set.packages_text.empty())
		return digest(set.packages_text);
	struct stat const st = stat_index(set.packages);
	return digest(absolute(set.packages) + " " + std::to_string(st.st_size) + " " +
		      std::to_string(st.st_ino) + " " + std::to_string(st.st_mtim.tv_sec) + "." +
		      std::to_string(st.st_mtim.tv_nsec));
}

void plan_index(source_plan &plan, const settings &set, const directories &dir)
{
	std::string const path = absolute(set.packages), version = version_of(set);
	std::string const line = "deb [trusted=yes] file:/index/" + version + " ./\n";
	plan.index = path;
	std::string const file = dir.state + "/index-" + digest(path) + ".list";
	keep_whole(file, line);
	plan.files.push_back(file);
}

void place_index(const source_plan &plan, const settings &set, const pkgSourceList &list,
		 const std::string &lists)
{
	bool const text = !set.packages_text.empty();
	for (const metaIndex *source : list)
		for (const IndexTarget &target : source->GetIndexTargets()) {
			std::string const name = target.Option(IndexTarget::FILENAME) +
						 (text ? "" : compression_suffix(plan.index));
			if (text ? holds_exactly(name, set.packages_text)
				 : is_link_to(plan.index, name))
				return;
			if (text)
				check_index_text(set.packages_text, plan.index);
			else
				check_index(plan.index);
			for (const std::string &old : GetListOfFilesInDir(lists, false))
				unlink(old.c_str());
			if (text)
				write_whole(name, set.packages_text);
			else
				link_to(plan.index, name);
			return;
		}
}

std::string add_local_index(pkgSourceList &list, const std::string &path, const directories &dir)
{
	stat_index(path);
	check_index(path);
	std::string const directory = dir.lists + "/local-" + digest(absolute(path));
	std::string const name = directory + "/Packages" + compression_suffix(path);
	make_directory(directory, 0755);
	link_to(path, name);
	if (!list.AddVolatileFile(name))
		check_apt(STATUS_FATAL, path);
	return name;
}

} // namespace shim
