// SPDX-License-Identifier: GPL-2.0-or-later
// Detects that a local repository has not changed since it was last read, so that apt
// need not read and verify it again.

#include <apt-pkg/strutl.h>

#include <sys/stat.h>

#include "shim/archive.h"
#include "shim/files.h"

namespace shim {

// The path of "file:/repo/dists/x/InRelease" or "copy:///repo/…".
static std::string path_of_uri(const std::string &uri)
{
	std::string path = uri.substr(uri.find(':') + 1);
	size_t const slashes = path.find_first_not_of('/');
	if (slashes != path.npos && slashes > 1)
		path.erase(0, slashes - 1);
	return DeQuoteString(path);
}

static std::string inode_time(const struct timespec &at)
{
	return std::to_string(at.tv_sec) + "." + std::to_string(at.tv_nsec);
}

// Every write to a file changes the ctime of its inode, whatever else is reset.
static bool add_file_identity(std::string &all, const std::string &path)
{
	struct stat st;
	if (stat(path.c_str(), &st) != 0)
		return false;
	all += path + " " + std::to_string(st.st_dev) + " " + std::to_string(st.st_ino) + " " +
	       std::to_string(st.st_size) + " " + inode_time(st.st_mtim) + " " +
	       inode_time(st.st_ctim) + "\n";
	return true;
}

static bool add_source(std::string &all, const metaIndex &source)
{
	std::string const base = path_of_uri(base_uri(source));
	bool const whole = add_file_identity(all, base + "InRelease"),
		   parts = add_file_identity(all, base + "Release");
	add_file_identity(all, base + "Release.gpg");
	for (const IndexTarget &target : source.GetIndexTargets())
		for (const char *suffix : {"", ".xz", ".gz", ".bz2", ".lz4", ".zst", ".lzma"})
			add_file_identity(all, path_of_uri(target.URI) + suffix);
	return whole || parts;
}

std::string local_state(const archive &a, const pkgSourceList &list)
{
	std::string all;
	for (const std::string &option : a.set.options)
		all += option + "\n";
	for (const metaIndex *source : list)
		if (!is_local(*source) || !add_source(all, *source))
			return "";
	return digest(all) + "\n";
}

} // namespace shim
