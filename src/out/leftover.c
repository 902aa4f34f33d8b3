/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Leftovers: what a killed run began, and what stays of an old tree because another
 * user's file in it could not be removed. They are found by their name (out_temporary())
 * and owner. A process that works on one holds a lock on it, which ends with the
 * process. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "io/directory.h"
#include "out/out_kinds.h"
#include "out/tree.h"

enum { DIGITS = 16 };

struct sweep {
	int parent;
	const char *name; /* of the target */
	int kept; /* the first directory that cannot be removed, locked; or -1 */
	struct err *err;
};

bool out_claim(int parent, const char *temporary, int fd)
{
	struct stat own, there;
	/* If the file system has no locks, nothing is swept either. */
	if (flock(fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK)
		return false;
	return fstat(fd, &own) == 0 && fstatat(parent, temporary, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
	       own.st_dev == there.st_dev && own.st_ino == there.st_ino;
}

static bool is_temporary(const char *entry, const char *name)
{
	char *stem CLEANUP(mem_freep) = mem_printf(OUT_STEM, name);
	size_t n = strlen(stem);
	return strncmp(entry, stem, n) == 0 && strlen(entry + n) == DIGITS &&
	       strspn(entry + n, "0123456789abcdef") == DIGITS;
}

/* Opens and locks a leftover of ours; -1 if it is not ours or in use. */
static int open_leftover(int parent, const char *entry, bool *directory)
{
	struct stat st;
	int fd = openat(parent, entry, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && st.st_uid == geteuid() && (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)) &&
	    flock(fd, LOCK_EX | LOCK_NB) == 0) {
		*directory = S_ISDIR(st.st_mode);
		return fd;
	}
	close(fd);
	return -1;
}

/* Other users can create more leftovers that we cannot remove with every run, so all of
 * them are moved into the first one. */
static void keep_for_others(struct sweep *s, const char *entry, int *fd)
{
	if (s->kept >= 0 && renameat(s->parent, entry, s->kept, entry) == 0)
		return;
	if (s->kept >= 0)
		return;
	s->kept = *fd;
	*fd = -1;
}

static int sweep_entry(void *context, const char *entry)
{
	struct sweep *s = context;
	struct err why = {0};
	bool directory = false;
	int fd = is_temporary(entry, s->name) ? open_leftover(s->parent, entry, &directory) : -1;
	if (fd < 0)
		return 0;
	if (tree_remove(s->parent, entry, &why)) {
		if (directory)
			keep_for_others(s, entry, &fd);
		if (!s->err->status)
			err_move(s->err, &why);
	}
	err_release(&why);
	if (fd >= 0)
		close(fd);
	return 0;
}

int out_sweep(int parent, const char *name, struct err *err)
{
	struct sweep s = {.parent = parent, .name = name, .kept = -1, .err = err};
	directory_each(parent, sweep_entry, &s);
	if (s.kept >= 0)
		close(s.kept);
	return err->status ? -1 : 0;
}
