/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/out_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "out/out_kinds.h"

/* Returns -1 with errno; EEXIST means that another name is needed. */
static int try_temporary(struct out_file *f, unsigned attempt)
{
	f->temporary = out_temporary(f->name, attempt);
	f->fd = openat(f->parent, f->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
		       0600);
	if (f->fd >= 0 && out_claim(f->parent, f->temporary, f->fd))
		return 0;
	int code = f->fd < 0 ? errno : EEXIST;
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
	mem_freep(&f->temporary);
	errno = code;
	return -1;
}

static int open_temporary(struct out_file *f, struct err *err)
{
	struct stat st;
	if (out_locate(f->path, &f->parent, &f->name, err))
		return -1;
	if (fstatat(f->parent, f->name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(st.st_mode)) {
		err_set(err, STATUS_FATAL, "%s: is there and is not a regular file", f->path);
		return S_ISDIR(st.st_mode) ? err_hint(err, "a directory target ends in '/'; an image in a directory is oci:DIR") : -1;
	}
	struct err ignored = {0};
	out_sweep(f->parent, f->name, &ignored);
	err_release(&ignored);
	errno = EEXIST;
	for (unsigned i = 0; i < OUT_ATTEMPTS && errno == EEXIST; i++)
		if (try_temporary(f, i) == 0)
			return 0;
	return err_sys(err, "%s: cannot write beside it", f->path);
}

static int open_stdout(struct out_file *f, struct err *err)
{
	if (isatty(STDOUT_FILENO)) {
		err_set(err, STATUS_FATAL, "standard output is a terminal: no tar is written to it");
		return err_hint(err, "redirect it, or name a file with --output");
	}
	f->fd = STDOUT_FILENO;
	return 0;
}

int out_file_open(struct out_file *f, const char *path, mode_t umask, struct err *err)
{
	*f = (struct out_file){.path = path, .mode = 0666 & ~umask, .parent = -1, .fd = -1};
	return strcmp(path, "-") == 0 ? open_stdout(f, err) : open_temporary(f, err);
}

int out_file_finish(struct out_file *f, struct err *err)
{
	if (f->parent < 0)
		return 0;
	if (fchmod(f->fd, f->mode) || fsync(f->fd))
		return err_sys(err, "%s", f->path);
	int fd = f->fd;
	f->fd = -1;
	return close(fd) ? err_sys(err, "%s", f->path) : 0;
}

int out_file_commit(struct out_file *f, struct err *err)
{
	if (f->parent < 0)
		return 0;
	if (renameat(f->parent, f->temporary, f->parent, f->name))
		return err_sys(err, "%s", f->path);
	mem_freep(&f->temporary);
	/* Some file systems cannot sync a directory; the file itself is safe. */
	if (fsync(f->parent) && errno != EINVAL)
		return err_sys(err, "%s: its directory", f->path);
	return 0;
}

void out_file_close(struct out_file *f)
{
	if (f->temporary)
		unlinkat(f->parent, f->temporary, 0);
	if (f->fd >= 0 && f->parent >= 0)
		close(f->fd);
	if (f->parent >= 0)
		close(f->parent);
	mem_freep(&f->temporary);
	mem_freep(&f->name);
	f->fd = f->parent = -1;
}
