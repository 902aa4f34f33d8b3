/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdint.h>
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

struct usage {
	uint64_t files, bytes;
};

static void measure(const char *path, struct usage *out)
{
	char *roots[] = {mem_strdup(path), NULL};
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *entry;
	while (walk && (entry = fts_read(walk))) {
		if (entry->fts_info != FTS_F)
			continue;
		out->files++;
		out->bytes += (uint64_t)entry->fts_statp->st_size;
	}
	if (walk)
		fts_close(walk);
	free(roots[0]);
}

int cache_show(const char *dir, bool json, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct usage usage[ARRAY_LEN(parts)] = {0};
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		char *path CLEANUP(mem_freep) = mem_printf("%s/%s", dir, parts[i].name);
		measure(path, &usage[i]);
	}
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
	for (size_t i = 0; i < ARRAY_LEN(parts) && !status; i++) {
		struct stat st;
		if (fstatat(fd, parts[i].name, &st, AT_SYMLINK_NOFOLLOW) && errno == ENOENT)
			continue;
		status = tree_remove(fd, parts[i].name, err);
	}
	close(fd);
	return status ? err_wrap(err, "cache: %s", dir) : 0;
}
