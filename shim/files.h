// SPDX-License-Identifier: GPL-2.0-or-later
// Files and folders of debslim's own that the shim keeps for apt. Everything
// throws a fault on error.
#ifndef SHIM_FILES_H
#define SHIM_FILES_H

#include <sys/stat.h>

#include <csignal>
#include <string>

namespace shim {

// Makes `path` with exactly `mode`, whatever the umask; an existing folder is
// left as it is.
void make_folder(const std::string &path, mode_t mode);
// Puts `content` at `path` by way of another name, with exactly `mode`.
void write_whole(const std::string &path, const std::string &content, mode_t mode = 0644);
std::string read_whole(const std::string &path);
// Sixteen hexadecimal digits that stand for `text`.
std::string digest(const std::string &text);

// `path` from the root on; nothing about it is looked up.
std::string absolute(const std::string &path);

bool ends_with(const std::string &text, const std::string &tail);
bool starts_with(const std::string &text, const std::string &head);

// Closes its descriptor.
struct descriptor {
	int fd;
	explicit descriptor(int number) : fd(number) {}
	~descriptor();
	descriptor(const descriptor &) = delete;
	descriptor &operator=(const descriptor &) = delete;
};

// A lock on a file that is there only to be locked, held as long as the object
// lives. Another run may hold it for minutes: waiting ends when the program is
// interrupted.
class file_lock {
	descriptor file;

public:
	bool waited = false; // somebody else held it first
	file_lock(const std::string &path, bool shared, const volatile sig_atomic_t *interrupted);
};

[[noreturn]] void fail_interrupted();

} // namespace shim

#endif
