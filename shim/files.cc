// SPDX-License-Identifier: GPL-2.0-or-later
#include "shim/files.h"

#include <apt-pkg/hashes.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>

#include "shim/fault.h"

namespace shim {

descriptor::~descriptor()
{
	if (fd >= 0)
		close(fd);
}

void make_directory(const std::string &path, mode_t mode)
{
	struct stat st;
	if (mkdir(path.c_str(), mode) == 0) {
		// Uses the descriptor, because the directory above may belong to another user.
		descriptor const made(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
		if (made.fd < 0 || fchmod(made.fd, mode) != 0)
			fail_errno(path);
		return;
	}
	if (errno != EEXIST)
		fail_errno("cannot make " + path);
	if (stat(path.c_str(), &st) != 0)
		fail_errno(path);
	if (!S_ISDIR(st.st_mode))
		fail(STATUS_FATAL, path + ": not a directory");
}

static bool write_content(int fd, const std::string &content)
{
	for (size_t at = 0; at < content.size();) {
		ssize_t const n = write(fd, content.data() + at, content.size() - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += static_cast<size_t>(n);
	}
	return true;
}

void write_whole(const std::string &path, const std::string &content, mode_t mode)
{
	std::string name = path + ".XXXXXX";
	int const fd = mkostemp(&name[0], O_CLOEXEC);
	if (fd < 0)
		fail_errno("cannot write " + path);
	bool good = write_content(fd, content) && fchmod(fd, mode) == 0;
	good = close(fd) == 0 && good;
	if (good && rename(name.c_str(), path.c_str()) == 0)
		return;
	int const code = errno;
	unlink(name.c_str());
	errno = code;
	fail_errno("cannot write " + path);
}

std::string read_whole(const std::string &path)
{
	descriptor const file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
	if (file.fd < 0)
		fail_errno(path);
	std::string content;
	char block[16384];
	for (;;) {
		ssize_t const n = read(file.fd, block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			fail_errno(path);
		if (n == 0)
			return content;
		content.append(block, static_cast<size_t>(n));
	}
}

std::string digest(const std::string &text)
{
	Hashes hash(Hashes::SHA256SUM);
	hash.Add(reinterpret_cast<const unsigned char *>(text.data()), text.size());
	return hash.GetHashString(Hashes::SHA256SUM).HashValue().substr(0, 16);
}

std::string absolute(const std::string &path)
{
	char here[PATH_MAX];
	if (!path.empty() && path[0] == '/')
		return path;
	if (!getcwd(here, sizeof(here)))
		fail_errno("the current directory");
	return std::string(here) + "/" + path;
}

bool ends_with(const std::string &text, const std::string &tail)
{
	return text.size() >= tail.size() &&
	       text.compare(text.size() - tail.size(), tail.size(), tail) == 0;
}

bool starts_with(const std::string &text, const std::string &head)
{
	return text.compare(0, head.size(), head) == 0;
}

void fail_interrupted()
{
	fail(STATUS_FATAL, "interrupted");
}

file_lock::file_lock(const std::string &path, bool shared, const volatile sig_atomic_t *interrupted)
    : file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644))
{
	if (file.fd < 0)
		fail_errno(path);
	int const how = shared ? LOCK_SH : LOCK_EX;
	while (flock(file.fd, how | LOCK_NB) != 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			fail_errno(path);
		if (interrupted && *interrupted)
			fail_interrupted();
		if (!waited)
			log_info("waiting for another run to update the package lists");
		waited = true;
		usleep(50000);
	}
}

} // namespace shim
