/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree is walked with a short stack of open directories. What is deeper than the
 * stack is renamed into the root of the tree and removed from there in a later pass. No
 * path with more than one component is used, and never "..", which may lead elsewhere by
 * then. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"
#include "out/tree.h"

/* Newer than the headers of Debian 12; the number is the same on all of Debian's
 * architectures but mips. */
#if !defined(SYS_fchmodat2) && defined(__mips__)
#define SYS_fchmodat2 (__NR_Linux + 452)
#elif !defined(SYS_fchmodat2)
#define SYS_fchmodat2 452
#endif

enum {
	LEVELS = 16,
	/* Passes over a tree to which somebody keeps adding; one suffices for a tree
	 * that does not change. */
	PASSES = 100,
	/* Names tried for a directory that is renamed into the root. */
	NAMES = 1000,
};

struct level {
	DIR *stream;
	char name[NAME_MAX + 1]; /* name in the level above */
};

/* A file system may be mounted at several places, so the device alone does not identify a mount. */
struct mount {
	dev_t device;
	uint64_t id; /* 0 if the kernel does not report it */
};

struct removal {
	struct level level[LEVELS];
	size_t depth;
	struct mount mount;
	unsigned name;          /* the last name used in the root */
	size_t removed, lifted; /* in this pass */
	struct err *err;        /* the first error of this pass */
};

static int fd_of(const struct level *level)
{
	return dirfd(level->stream);
}

static struct level *top_of(struct removal *r)
{
	return &r->level[r->depth - 1];
}

static void note_failure(struct removal *r, const char *name)
{
	if (r->err->status)
		return;
	if (errno == EBUSY || errno == EXDEV)
		err_set(r->err, STATUS_FATAL, "%s: another file system is mounted on it", name);
	else
		err_sys(r->err, "%s", name);
}

/* --- opening a directory ------------------------------------------------- */

static int mount_of(int fd, struct mount *out)
{
	struct stat st;
	struct statx more;
	if (fstat(fd, &st))
		return -1;
	*out = (struct mount){.device = st.st_dev};
	if (statx(fd, "", AT_EMPTY_PATH, STATX_MNT_ID, &more) == 0 && (more.stx_mask & STATX_MNT_ID))
		out->id = more.stx_mnt_id;
	return 0;
}

/* For a descriptor opened with O_PATH, which fchmod(2) refuses. */
static int change_mode(int fd, mode_t mode)
{
	char path[32];
	if (syscall(SYS_fchmodat2, fd, "", mode, AT_EMPTY_PATH) == 0)
		return 0;
	/* Linux before 6.6. */
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return chmod(path, mode);
}

/* Opens a directory of our own that we may not read. */
static int open_closed(int at, const char *name)
{
	struct stat st;
	int path = openat(at, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), fd = -1;
	if (path < 0)
		return -1;
	if (fstat(path, &st) == 0 && st.st_uid == geteuid() && change_mode(path, 0700) == 0)
		fd = openat(path, ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	else
		errno = EACCES;
	int code = errno;
	close(path);
	errno = code;
	return fd;
}

/* Removes everybody else's right to change a directory, even from processes that have it
 * open. Only root can change owners; others continue without. Once it is ours it must
 * still be where it was found; else its owner has moved it out of the tree in the
 * meantime and gets it back. */
static int take_over(int at, const char *name, int fd)
{
	struct stat st, there;
	uid_t self = geteuid();
	if (fstat(fd, &st))
		return -1;
	if (st.st_uid == self && (st.st_mode & 07777) == 0700)
		return 0;
	bool taken = st.st_uid == self || fchown(fd, self, (gid_t)-1) == 0;
	taken = taken && fchmod(fd, 0700) == 0;
	if (fstatat(at, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && there.st_dev == st.st_dev &&
	    there.st_ino == st.st_ino)
		return 0;
	if (taken && (fchmod(fd, st.st_mode & 07777) || fchown(fd, st.st_uid, (gid_t)-1)))
		return -1;
	errno = ENOENT;
	return -1;
}

static int check_mount(const struct removal *r, int fd)
{
	struct mount mount;
	if (mount_of(fd, &mount))
		return -1;
	if (mount.device == r->mount.device && mount.id == r->mount.id)
		return 0;
	errno = EXDEV;
	return -1;
}

static int open_level(struct removal *r, int at, const char *name)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 && errno == EACCES)
		fd = open_closed(at, name);
	if (fd < 0)
		return -1;
	if ((r->depth || mount_of(fd, &r->mount) == 0) && check_mount(r, fd) == 0 &&
	    take_over(at, name, fd) == 0)
		return fd;
	int code = errno;
	close(fd);
	errno = code;
	return -1;
}

static int push_level(struct removal *r, int at, const char *name)
{
	struct level *level = &r->level[r->depth];
	int fd = open_level(r, at, name);
	if (fd < 0)
		return -1;
	level->stream = fdopendir(fd);
	if (!level->stream) {
		close(fd);
		return -1;
	}
	snprintf(level->name, sizeof(level->name), "%s", name);
	r->depth++;
	return 0;
}

/* --- removing ------------------------------------------------------------ */

static int rename_into_root(struct removal *r, const char *name)
{
	char other[32];
	for (unsigned i = 0; i < NAMES; i++) {
		snprintf(other, sizeof(other), ".debslim-%u", r->name++);
		/* rename(2) replaces at most an empty directory. */
		if (renameat(fd_of(top_of(r)), name, fd_of(&r->level[0]), other) == 0)
			return 0;
		if (errno != EEXIST && errno != ENOTEMPTY && errno != ENOTDIR)
			return -1;
	}
	return -1;
}

/* A directory that gets another parent must be writable. */
static void lift(struct removal *r, const char *name)
{
	int status = rename_into_root(r, name);
	if (status && errno == EACCES) {
		int fd = open_closed(fd_of(top_of(r)), name);
		if (fd >= 0)
			close(fd);
		status = rename_into_root(r, name);
	}
	if (status == 0)
		r->lifted++;
	else if (errno != ENOENT)
		note_failure(r, name);
}

static void enter_level(struct removal *r, const char *name)
{
	if (r->depth == LEVELS) {
		lift(r, name);
		return;
	}
	if (push_level(r, fd_of(top_of(r)), name) == 0)
		return;
	if ((errno == EMFILE || errno == ENFILE) && r->depth > 1)
		lift(r, name);
	else if (errno != ENOENT)
		note_failure(r, name);
}

/* Returns 0 if it is removed. unlink(2) does not remove directories, and an empty one
 * need not be opened. */
static int remove_simple(int at, const char *name)
{
	if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
		return 0;
	int code = errno;
	if (unlinkat(at, name, AT_REMOVEDIR) == 0 || errno == ENOENT)
		return 0;
	if (errno == ENOTDIR)
		errno = code;
	return -1;
}

/* Whether a directory must be opened because it is not empty or its permissions are in
 * the way. A mount point must not be, because opening it may never return. */
static bool is_worth_entering(int at, const char *name)
{
	struct stat st;
	if (errno == EBUSY)
		return false;
	if (errno == ENOTEMPTY || errno == EEXIST)
		return true;
	int code = errno;
	bool directory = fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
	errno = code;
	return directory;
}

static void remove_entry(struct removal *r, const char *name)
{
	int at = fd_of(top_of(r));
	if (remove_simple(at, name) == 0)
		r->removed++;
	else if (is_worth_entering(at, name))
		enter_level(r, name);
	else
		note_failure(r, name);
}

static void leave(struct removal *r)
{
	struct level *level = top_of(r);
	closedir(level->stream);
	r->depth--;
	if (unlinkat(fd_of(top_of(r)), level->name, AT_REMOVEDIR) == 0)
		r->removed++;
	else if (errno != ENOENT)
		note_failure(r, level->name);
}

/* One pass over the tree. This pass or the next one sees what was lifted. */
static void remove_in_one_pass(struct removal *r)
{
	r->removed = r->lifted = 0;
	err_release(r->err);
	rewinddir(r->level[0].stream);
	for (;;) {
		errno = 0;
		const struct dirent *entry = readdir(top_of(r)->stream);
		if (!entry && errno)
			note_failure(r, top_of(r)->name);
		if (!entry && r->depth == 1)
			return;
		if (!entry)
			leave(r);
		else if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			remove_entry(r, entry->d_name);
	}
}

static int remove_all(struct removal *r, int parent)
{
	int passes = 0, status = -1;
	do {
		remove_in_one_pass(r);
		status = remove_simple(parent, r->level[0].name);
	} while (status && (r->lifted || (r->removed && ++passes < PASSES)));
	if (status == 0)
		err_release(r->err);
	else if (!r->err->status)
		err_sys(r->err, "cannot remove it");
	closedir(r->level[0].stream);
	return status;
}

int tree_remove(int parent, const char *name, struct err *err)
{
	struct removal r = {.err = err};
	if (remove_simple(parent, name) == 0)
		return 0;
	if (!is_worth_entering(parent, name) || push_level(&r, parent, name)) {
		if (errno == ENOENT)
			return 0;
		note_failure(&r, name);
		return -1;
	}
	/* Tells other runs that this tree is in use; a failure to lock does not matter. */
	flock(fd_of(&r.level[0]), LOCK_EX | LOCK_NB);
	return remove_all(&r, parent) ? err_wrap(err, "%s", name) : 0;
}
