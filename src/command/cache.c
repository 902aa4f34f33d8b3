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
#include "out/tree.h"
#include "report/cache.h"
#include "report/print.h"

/* The only directories in it that are ours to count and to clean. */
enum { LISTS, PACKAGES, PARTS };
static const char *const parts[PARTS] = {[LISTS] = "apt", [PACKAGES] = "debs"};

/* Much deeper than anything debslim or apt makes in there. */
enum { DEEPEST = 16 };

static void measure_in(int at, const char *name, unsigned depth, struct cache_usage *out);

static void measure_entry(int at, const char *name, unsigned depth, struct cache_usage *out)
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
static void measure_in(int at, const char *name, unsigned depth, struct cache_usage *out)
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
	struct cache_usage usage[PARTS] = {0};
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, "cache: %s", dir);
	for (size_t i = 0; i < PARTS; i++)
		measure_in(fd, parts[i], 0, &usage[i]);
	close(fd);
	json_t *facts = cache_facts(dir, &usage[LISTS], &usage[PACKAGES]);
	if (json)
		return report_json(facts, err);
	cache_text(facts, &text);
	json_decref(facts);
	return report_text(&text, err);
}

int cache_clean(const char *dir, struct err *err)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), status = 0;
	if (fd < 0)
		return err_sys(err, "%s", dir);
	for (size_t i = 0; i < PARTS && !status; i++)
		status = tree_remove(fd, parts[i], err);
	close(fd);
	return status ? err_wrap(err, "cache: %s", dir) : 0;
}
