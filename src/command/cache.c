/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "command/report.h"
#include "out/tree.h"

/* The only folders in it that are ours to count and to clean. */
static const struct {
	const char *name, *what;
} parts[] = {{"apt", "lists"}, {"debs", "packages"}};

/* Much deeper than anything debslim or apt makes in there. */
enum { DEEPEST = 16 };

struct usage {
	uint64_t files, bytes;
};

static void measure_in(int at, const char *name, unsigned depth, struct usage *out);

static void measure_entry(int at, const char *name, unsigned depth, struct usage *out)
{
	struct stat st;
	if (fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW))
		return;
	if (S_ISDIR(st.st_mode) && depth < DEEPEST)
		measure_in(at, name, depth + 1, out);
	if (!S_ISREG(st.st_mode))
		return;
	out->files++;
	out->bytes += (uint64_t)st.st_size;
}

/* Follows no link: apt's download user owns a directory in it. */
static void measure_in(int at, const char *name, unsigned depth, struct usage *out)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *stream = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *entry;
	if (!stream && fd >= 0)
		close(fd);
	while (stream && (entry = readdir(stream)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			measure_entry(fd, entry->d_name, depth, out);
	if (stream)
		closedir(stream);
}

int cache_show(const char *dir, bool json, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct usage usage[ARRAY_LEN(parts)] = {0};
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, "cache: %s", dir);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		measure_in(fd, parts[i].name, 0, &usage[i]);
	close(fd);
	if (json)
		return report_cache(dir, usage[0].bytes, usage[1].files, usage[1].bytes, err);
	buf_printf(&text, "%s\n", dir);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		struct buf size CLEANUP(buf_release) = {0};
		buf_add_size(&size, usage[i].bytes);
		buf_printf(&text, "%-10s %10s in %llu files\n", parts[i].what, size.p,
			   (unsigned long long)usage[i].files);
	}
	return report_text(&text, err);
}

int cache_clean(const char *dir, struct err *err)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), status = 0;
	if (fd < 0)
		return err_sys(err, "%s", dir);
	for (size_t i = 0; i < ARRAY_LEN(parts) && !status; i++)
		status = tree_remove(fd, parts[i].name, err);
	close(fd);
	return status ? err_wrap(err, "cache: %s", dir) : 0;
}
