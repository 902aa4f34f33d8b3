/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "io/directory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

static void close_keeping_errno(int fd)
{
	int code = errno;
	close(fd);
	errno = code;
}

int directory_descend(int fd, const char *path, struct str *failed)
{
	struct str rest = str_from(path), part;
	while (fd >= 0 && str_split(&rest, '/', &part)) {
		if (!part.n)
			continue;
		char *name CLEANUP(mem_freep) = mem_strndup(part.p, part.n);
		int next = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (next < 0 && failed)
			*failed = part;
		close_keeping_errno(fd);
		fd = next;
	}
	return fd;
}

int directory_each(int fd, int (*entry)(void *context, const char *name), void *context)
{
	int own = dup(fd), status = 0;
	DIR *dir = own >= 0 ? fdopendir(own) : NULL;
	const struct dirent *one;
	if (!dir && own >= 0)
		close_keeping_errno(own);
	if (!dir)
		return -1;
	rewinddir(dir); /* the offset is shared with `fd` */
	while (!status && (errno = 0, one = readdir(dir)))
		if (strcmp(one->d_name, ".") != 0 && strcmp(one->d_name, "..") != 0)
			status = entry(context, one->d_name);
	if (!status && errno)
		status = -1;
	int code = errno;
	closedir(dir);
	errno = code;
	return status;
}
