/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <mntent.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "io/directory.h"

const char tree_mark[] = "user.debslim";

static int refuse(const char *text, const char *what, struct err *err)
{
	err_set(err, STATUS_FATAL, "%s: is %s, or lies above one: never replaced", text, what);
	return err_hint(err, "name a new directory for the image");
}

static int check_homes(const char *text, const char *real, struct err *err)
{
	const struct passwd *user = getpwuid(getuid());
	const char *homes[] = {getenv("HOME"), user ? user->pw_dir : NULL, "/root"};
	for (size_t i = 0; i < ARRAY_LEN(homes); i++) {
		char home[PATH_MAX];
		/* A home of "/" would forbid everything. */
		if (homes[i] && realpath(homes[i], home) && strcmp(home, "/") != 0 &&
		    path_within(home, real))
			return refuse(text, "a home directory", err);
	}
	return 0;
}

static int check_mounts(const char *text, const char *real, struct err *err)
{
	struct mntent *entry;
	FILE *mounts = setmntent("/proc/self/mounts", "re");
	bool found = false;
	if (!mounts)
		return 0; /* no /proc; rename(2) refuses mount points anyway */
	while (!found && (entry = getmntent(mounts)))
		found = path_within(entry->mnt_dir, real);
	endmntent(mounts);
	return found ? refuse(text, "a mount point", err) : 0;
}

int tree_check_path(const char *text, struct err *err)
{
	char real[PATH_MAX];
	if (!realpath(text, real))
		return 0; /* it does not exist; other errors show up later */
	if (strcmp(real, "/") == 0)
		return refuse(text, "the root directory", err);
	return check_homes(text, real, err) || check_mounts(text, real, err) ? -1 : 0;
}

static int has_entry(void *context, const char *name)
{
	(void)context;
	(void)name;
	return 1;
}

bool tree_is_empty(int fd)
{
	return directory_each(fd, has_entry, NULL) == 0;
}

int tree_check_target(int parent, const char *name, const char *text, bool force, struct err *err)
{
	struct stat st;
	char mark[4];
	if (fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ? 0 : err_sys(err, "%s", text);
	if (!S_ISDIR(st.st_mode))
		return err_set(err, STATUS_FATAL, "%s: is there and is not a directory", text);
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return force ? 0 : err_sys(err, "%s", text);
	bool fine = force || fgetxattr(fd, tree_mark, mark, sizeof(mark)) >= 0 || tree_is_empty(fd);
	close(fd);
	if (fine)
		return 0;
	err_set(err, STATUS_FATAL, "%s: is not empty and was not made by debslim", text);
	return err_hint(err, "--force replaces it");
}
