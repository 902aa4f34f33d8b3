// SPDX-License-Identifier: GPL-2.0-or-later
// Files and directories of debslim's own that the shim keeps for apt. All functions
// throw a fault of STATUS_FATAL on error.
#ifndef SHIM_FILES_H
#define SHIM_FILES_H

#include <sys/stat.h>

#include <csignal>
#include <string>

namespace shim {

// Makes a directory with exactly `mode`, whatever the umask; an existing directory is unchanged.
// Its parent must exist.
void make_directory(const std::string &path, mode_t mode);
// Writes `content` to a temporary file beside it with exactly `mode` and renames it to `path`. It
// is not synced.
void write_whole(const std::string &path, const std::string &content, mode_t mode = 0644);
// The content of a file of any size.
std::string read_whole(const std::string &path);
// Sixteen hexadecimal digits that identify `text`.
std::string digest(const std::string &text);

// The absolute path of `path`; links are not resolved.
std::string absolute(const std::string &path);

bool ends_with(const std::string &text, const std::string &tail);
bool starts_with(const std::string &text, const std::string &head);

// Closes its descriptor at the end of its life.
struct descriptor {
	int fd;
	explicit descriptor(int number) : fd(number) {}
	~descriptor();
	descriptor(const descriptor &) = delete;
	descriptor &operator=(const descriptor &) = delete;
};

// A lock on a file that exists only to be locked, held as long as the object lives.
// The file is made if it is missing. Another run may hold it for minutes, so waiting ends, with a
// fault, when the program is interrupted (`interrupted` may be NULL).
class file_lock {
	descriptor file;

public:
	bool waited = false; // another process held it first
	file_lock(const std::string &path, bool shared, const volatile sig_atomic_t *interrupted);
};

// Throws STATUS_FATAL "interrupted".
[[noreturn]] void fail_interrupted();

} // namespace shim

#endif
