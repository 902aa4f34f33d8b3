/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "io/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static int read_all(int fd, const char *path, size_t most, struct buf *out, struct err *err)
{
	struct stat st;
	if (fstat(fd, &st))
		return err_sys(err, "%s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, STATUS_FATAL, "%s: not a regular file", path);
	out->n = 0;
	buf_puts(out, "");
	for (;;) {
		buf_reserve(out, 65536);
		ssize_t got = read(fd, out->p + out->n, 65536);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_sys(err, "%s", path);
		if (got == 0)
			break;
		out->n += (size_t)got;
		if (out->n > most)
			return err_set(err, STATUS_FATAL, "%s: larger than %zu bytes", path, most);
	}
	out->p[out->n] = 0;
	return 0;
}

int file_read(const char *path, size_t most, struct buf *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return err_sys(err, "%s", path);
	int status = read_all(fd, path, most, out, err);
	close(fd);
	return status;
}

static int check_directory(const char *path, struct err *err)
{
	struct stat st;
	if (stat(path, &st))
		return err_sys(err, "%s", path);
	return S_ISDIR(st.st_mode) ? 0 : err_set(err, STATUS_FATAL, "%s: not a directory", path);
}

int file_make_dirs(const char *path, struct err *err)
{
	char *partial CLEANUP(mem_freep) = mem_strdup(path);
	for (char *c = partial + 1;; c++) {
		if (*c && *c != '/')
			continue;
		char end = *c;
		*c = 0;
		if (mkdir(partial, 0755) && errno != EEXIST)
			return err_sys(err, "%s", partial);
		if (!end)
			return check_directory(path, err);
		*c = '/';
	}
}
