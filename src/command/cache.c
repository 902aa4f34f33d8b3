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

static int open_cache(const char *dir, struct err *err)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? err_sys(err, "cache: %s", dir) : fd;
}

static void measure_all(int fd, struct cache_usage usage[PARTS])
{
	for (size_t i = 0; i < PARTS; i++) {
		usage[i] = (struct cache_usage){0};
		measure_in(fd, parts[i], 0, &usage[i]);
	}
}

int cache_show(const char *dir, bool json, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct cache_usage usage[PARTS];
	int fd = open_cache(dir, err);
	if (fd < 0)
		return -1;
	measure_all(fd, usage);
	close(fd);
	json_t *facts = cache_facts(dir, &usage[LISTS], &usage[PACKAGES], NULL);
	if (json)
		return report_json(facts, err);
	cache_text(facts, &text);
	json_decref(facts);
	return report_text(&text, err);
}

int cache_clean(const char *dir, bool json, struct err *err)
{
	struct cache_usage before[PARTS], after[PARTS];
	int fd = open_cache(dir, err), status = 0;
	if (fd < 0)
		return -1;
	measure_all(fd, before);
	for (size_t i = 0; i < PARTS && !status; i++)
		status = tree_remove(fd, parts[i], err);
	measure_all(fd, after);
	close(fd);
	if (status)
		return err_wrap(err, "cache: %s", dir);
	const struct cache_usage removed = {before[LISTS].files + before[PACKAGES].files,
					    before[LISTS].bytes + before[PACKAGES].bytes};
	return json ? report_json(cache_facts(dir, &after[LISTS], &after[PACKAGES], &removed), err) : 0;
}
