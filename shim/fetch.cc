// SPDX-License-Identifier: GPL-2.0-or-later
// Downloads .debs into a store of ours, where their name is the SHA-256.
#include <apt-pkg/acquire-item.h>
#include <apt-pkg/configuration.h>
#include <apt-pkg/hashes.h>

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>

#include "shim/archive.h"
#include "shim/files.h"

namespace shim {

static const time_t LEFTOVERS_OLDEST = 24 * 60 * 60;

static std::string file_name(const struct package &package)
{
	return std::string(package.name) + " " + package.version;
}

static std::string stored_name(const archive &a, const struct package &package)
{
	return a.dir.debs + "/" + std::string(package.sha256, 2) + "/" + package.sha256 + ".deb";
}

static bool is_file_of(const std::string &path, uint64_t size)
{
	struct stat st;
	return lstat(path.c_str(), &st) == 0 && S_ISREG(st.st_mode) &&
	       static_cast<uint64_t>(st.st_size) == size;
}

static void remove_directory(const std::string &path)
{
	int const fd = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *const directory = fd >= 0 ? fdopendir(fd) : nullptr;
	if (directory) {
		while (const struct dirent *const entry = readdir(directory))
			unlinkat(dirfd(directory), entry->d_name, 0);
		closedir(directory);
	} else if (fd >= 0) {
		close(fd);
	}
	rmdir(path.c_str());
}

namespace {

// The directory that one process downloads to; apt's download user owns it.
class partial_directory {
public:
	std::string path;

	explicit partial_directory(const directories &dir) : path(dir.debs + "/partial.XXXXXX")
	{
		if (!mkdtemp(&path[0]))
			fail_errno("cannot make a directory in " + dir.debs);
		std::string const name = _config->Find("APT::Sandbox::User");
		struct passwd const *const user = name.empty() ? nullptr : getpwnam(name.c_str());
		if (getuid() == 0 && user && name != "root" &&
		    lchown(path.c_str(), user->pw_uid, 0) != 0)
			fail_errno(path);
	}
	~partial_directory() { remove_directory(path); }
	partial_directory(const partial_directory &) = delete;
	partial_directory &operator=(const partial_directory &) = delete;
};

struct job {
	const struct package *package;
	const origin *from;
	std::string part; // where it is downloaded to
	pkgAcqFile *item;
};

} // namespace

// Removes what killed runs left behind.
static void remove_leftovers(const directories &dir)
{
	std::vector<std::string> old;
	if (DIR *const directory = opendir(dir.debs.c_str())) {
		while (const struct dirent *const entry = readdir(directory)) {
			struct stat st;
			std::string const path = dir.debs + "/" + entry->d_name;
			if (starts_with(entry->d_name, "partial.") &&
			    stat(path.c_str(), &st) == 0 &&
			    time(nullptr) - st.st_mtime > LEFTOVERS_OLDEST)
				old.push_back(path);
		}
		closedir(directory);
	}
	for (const std::string &path : old)
		remove_directory(path);
}

static const origin &known_origin(const archive &a, const struct package &package)
{
	auto const at = a.origins.find(package_key(package));
	if (at == a.origins.end())
		fail(STATUS_FATAL, file_name(package) + ": no source has it");
	return at->second;
}

static bool is_local_uri(const std::string &uri)
{
	return starts_with(uri, "file:") || starts_with(uri, "copy:");
}

// Local files are used in place.
static const char *local_path(archive &a, const origin &from)
{
	if (access(from.path.c_str(), R_OK) != 0)
		fail_errno(from.path);
	a.paths.push_back(from.path);
	return a.paths.back().c_str();
}

static void check_fetchable(const archive &a, const struct package &package, const origin &from)
{
	if (!a.plan.index.empty() && from.path.empty())
		fail(STATUS_FATAL,
		     a.set.pool.empty()
			     ? file_name(package) + ": " + a.plan.index +
				       " alone does not say where it is"
			     : file_name(package) + ": " + a.plan.index + " has no Filename for it",
		     a.set.pool.empty() ? "name the directory of its files: --pool DIR" : "");
	if (!from.trusted)
		fail(STATUS_UNTRUSTED, file_name(package) + ": " + from.note + ": not signed");
	if (!package.sha256)
		fail(STATUS_UNTRUSTED,
		     file_name(package) + ": " + from.note + ": gives no SHA-256");
	if (from.path.empty() && from.uri.empty())
		fail(STATUS_UNTRUSTED,
		     file_name(package) + ": " + from.note + ": gives no Filename");
}

static bool copy_whole(int from, int to)
{
	char block[65536];
	for (;;) {
		ssize_t const n = read(from, block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		for (ssize_t done = 0; done < n;) {
			ssize_t const m = write(to, block + done, static_cast<size_t>(n - done));
			if (m < 0 && errno == EINTR)
				continue;
			if (m <= 0)
				return false;
			done += m;
		}
	}
}

// apt leaves a link to a file that is on this machine already; replace it by a copy.
static void replace_link(const std::string &path)
{
	struct stat st;
	if (lstat(path.c_str(), &st) != 0 || !S_ISLNK(st.st_mode))
		return;
	descriptor const from(open(path.c_str(), O_RDONLY | O_CLOEXEC));
	if (from.fd < 0 || unlink(path.c_str()) != 0)
		fail_errno(path);
	descriptor const to(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
	if (to.fd < 0 || !copy_whole(from.fd, to.fd))
		fail_errno(path);
}

// Gives a file its final name only when all of it is on the disk.
static void put_in_store(const archive &a, const job &done)
{
	std::string const name = stored_name(a, *done.package);
	replace_link(done.part);
	descriptor const file(open(done.part.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
	if (file.fd < 0)
		fail_errno(done.part);
	if (getuid() == 0 && fchown(file.fd, 0, 0) != 0)
		fail_errno(done.part);
	make_directory(name.substr(0, name.rfind('/')), 0755);
	if (fchmod(file.fd, 0644) != 0 || fdatasync(file.fd) != 0 ||
	    rename(done.part.c_str(), name.c_str()) != 0)
		fail_errno(name);
}

[[noreturn]] static void fail_for_job(const job &failed, bool *stale)
{
	const pkgAcqFile &item = *failed.item;
	std::string const reason = presentable(item.ErrorText.substr(0, item.ErrorText.find('\n')));
	trouble const kind =
		kind_of_trouble(item.Status == pkgAcquire::Item::StatAuthError, item.ErrorText);
	*stale = kind == trouble::MISSING;
	// A .deb never changes under its name, so this cannot be a mirror in mid-update.
	fail(kind == trouble::UNSETTLED ? STATUS_UNTRUSTED : status_of(kind),
	     public_uri(failed.from->uri) + ": " + (reason.empty() ? "failed" : reason));
}

static void download_all(archive &a, std::vector<job> &jobs, bool *stale)
{
	remove_leftovers(a.dir);
	partial_directory const directory(a.dir);
	download all(a.set, "packages");
	for (job &wanted : jobs) {
		HashStringList hashes;
		hashes.push_back(HashString("SHA256", wanted.package->sha256));
		hashes.FileSize(wanted.package->download_size);
		wanted.part = directory.path + "/" + wanted.package->sha256 + ".deb";
		wanted.item = new pkgAcqFile(
			&all.fetcher, wanted.from->uri, hashes, wanted.package->download_size,
			file_name(*wanted.package), wanted.package->name, "", wanted.part);
	}
	all.run();
	const job *failed = nullptr;
	for (const job &wanted : jobs) {
		bool const good =
			wanted.item->Status == pkgAcquire::Item::StatDone && wanted.item->Complete;
		if (good)
			put_in_store(a, wanted);
		else if (!failed)
			failed = &wanted;
	}
	apt_messages const messages = take_messages();
	for (const std::string &message : messages.warnings)
		log_info("%s", message.c_str());
	if (failed)
		fail_for_job(*failed, stale);
}

void fetch_packages(archive &a, const struct universe *universe, const package_id *id, size_t n,
		    const char **path, bool *stale)
{
	std::vector<job> jobs;
	for (size_t i = 0; i < n; i++) {
		const struct package &package = universe->package.at[id[i]];
		const origin &from = known_origin(a, package);
		check_fetchable(a, package, from);
		if (!from.path.empty()) {
			path[i] = local_path(a, from);
			continue;
		}
		a.paths.push_back(stored_name(a, package));
		path[i] = a.paths.back().c_str();
		if (is_file_of(path[i], package.download_size))
			continue;
		if (unlink(path[i]) != 0 && errno != ENOENT)
			fail_errno(path[i]);
		if (a.set.offline && !is_local_uri(from.uri))
			fail(STATUS_NETWORK, file_name(package) + ": not downloaded yet",
			     "run once without --offline");
		jobs.push_back({&package, &from, "", nullptr});
	}
	if (!jobs.empty())
		download_all(a, jobs, stale);
}

static bool is_undamaged(const std::string &path, const std::string &sha256)
{
	descriptor const file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
	Hashes hash(Hashes::SHA256SUM);
	return file.fd >= 0 && hash.AddFD(file.fd) &&
	       hash.GetHashString(Hashes::SHA256SUM).HashValue() == sha256;
}

size_t drop_damaged_packages(archive &a, const struct universe *universe, const package_id *id,
			     size_t n)
{
	size_t dropped = 0;
	for (size_t i = 0; i < n; i++) {
		const struct package &package = universe->package.at[id[i]];
		const origin &from = known_origin(a, package);
		std::string const path = from.path.empty() ? stored_name(a, package) : "";
		if (path.empty() || is_undamaged(path, package.sha256))
			continue;
		if (a.set.offline && !is_local_uri(from.uri))
			fail(STATUS_UNTRUSTED, file_name(package) + ": damaged in the cache: " + path,
			     "fetch it again: run once without --offline");
		log_warn("%s: damaged in the cache: %s; fetching it again",
			 file_name(package).c_str(), path.c_str());
		if (unlink(path.c_str()) != 0 && errno != ENOENT)
			fail_errno(path);
		dropped++;
	}
	return dropped;
}

} // namespace shim
