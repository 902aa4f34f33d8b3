/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/cache_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "io/file.h"

static char *given_dir(const struct options *options)
{
	const char *xdg = getenv("XDG_CACHE_HOME");
	if (options->cache_dir)
		return mem_strdup(options->cache_dir);
	return xdg && xdg[0] == '/' ? mem_printf("%s/debslim", xdg) : NULL;
}

/* NULL where there is no home: container engines set "/" for a user without an entry. */
static char *default_dir(void)
{
	const char *home = getenv("HOME");
	/* apt downloads as another user, who cannot enter root's home. */
	if (geteuid() == 0)
		return mem_strdup("/var/cache/debslim");
	if (!home || home[0] != '/' || home[strspn(home, "/")] == 0)
		return NULL;
	return mem_printf("%s/.cache/debslim", home);
}

static int make(const char *path, struct err *err)
{
	if (file_make_dirs(path, err))
		return -1;
	return faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) ? err_sys(err, "%s", path) : 0;
}

/* --- in TMPDIR ----------------------------------------------------------- */

/* Who can rename what is in it can put another directory in the place of ours. */
static int check_above(const char *dir, struct err *err)
{
	struct stat st;
	if (stat(dir, &st))
		return err_sys(err, "%s", dir);
	bool trusted = st.st_uid == 0 || st.st_uid == geteuid();
	if (trusted && (!(st.st_mode & 022) || (st.st_mode & S_ISVTX)))
		return 0;
	return err_set(err, STATUS_FATAL, "%s: other users can rename what is in it", dir);
}

static int check_private(const char *path, struct err *err)
{
	struct stat st;
	int fd = open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, "%s", path);
	int status = fstat(fd, &st);
	close(fd);
	if (status)
		return err_sys(err, "%s", path);
	if (st.st_uid != geteuid())
		return err_set(err, STATUS_FATAL, "%s: belongs to another user", path);
	if (st.st_mode & 077)
		return err_set(err, STATUS_FATAL, "%s: other users have permissions on it", path);
	return faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) ? err_sys(err, "%s", path) : 0;
}

static char *make_private(struct err *err)
{
	const char *given = getenv("TMPDIR"), *dir = given && *given ? given : "/tmp";
	char *path = mem_printf("%s/debslim-%lu", dir, (unsigned long)geteuid());
	int status = check_above(dir, err);
	if (!status && mkdir(path, 0700) && errno != EEXIST)
		status = err_sys(err, "%s", path);
	if (!status)
		status = check_private(path, err);
	if (status)
		mem_freep(&path);
	return path;
}

static char *fall_back(const char *wanted, const struct err *why, struct err *err)
{
	char *path = make_private(err);
	const char *reason = wanted ? why->text : "there is no home directory";
	if (path)
		log_note("the cache is %s (%s); --cache-dir names another", path, reason);
	else if (wanted)
		err_wrap(err, "cache: %s; and in its place", reason);
	else
		err_wrap(err, "cache: %s, and in TMPDIR", reason);
	if (!path)
		err_hint(err, "name a directory of your own with --cache-dir or XDG_CACHE_HOME");
	return path;
}

static char *choose(const struct options *options, struct err *err)
{
	char *given = given_dir(options);
	if (given && make(given, err)) {
		err_wrap(err, "cache");
		mem_freep(&given);
		return NULL;
	}
	if (given)
		return given;
	struct err why = {0};
	char *wanted = default_dir();
	if (wanted && make(wanted, &why) == 0)
		return wanted;
	char *path = fall_back(wanted, &why, err);
	err_release(&why);
	free(wanted);
	return path;
}

char *cache_dir_make(const struct options *options, struct err *err)
{
	char real[PATH_MAX];
	char *path CLEANUP(mem_freep) = choose(options, err);
	if (!path)
		return NULL;
	if (realpath(path, real))
		return mem_strdup(real);
	err_sys(err, "cache: %s", path);
	return NULL;
}
