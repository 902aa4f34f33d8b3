/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes a directory. While it is written it is private (0700) and contains no symlink:
 * links are made last, so nothing can be written through one. Modes and times of
 * directories are set at the very end. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "out/out_kinds.h"
#include "out/tree.h"

struct dir_out {
	struct out out;
	const struct out_target *target;
	const struct out_options *options;
	int parent, root;
	char *name, *temporary;
	bool as_root;    /* owners can be set */
	size_t unowned;  /* members whose owner could not be set */
	size_t incapable; /* files whose capabilities could not be set */
	int refused;     /* errno of chown(2) if root could not set an owner */
	VEC(const struct member *) links, dirs;
	uint64_t bytes;
};

static void close_dir_out(struct out *out)
{
	struct dir_out *d = (struct dir_out *)out;
	struct err ignored = {0};
	if (d->root >= 0)
		close(d->root);
	if (d->temporary && tree_remove(d->parent, d->temporary, &ignored))
		log_warn("%s", ignored.text);
	err_release(&ignored);
	if (d->parent >= 0)
		close(d->parent);
	vec_release(&d->links);
	vec_release(&d->dirs);
	free(d->temporary);
	free(d->name);
	free(d);
}

static int fail_at_member(const struct dir_out *d, const struct member *m, struct err *err)
{
	return err_sys(err, "%s: /%s", d->target->text, m->path);
}

/* Judges the status of chown(2). In a user namespace an id may not exist, and the root
 * of a container may lack the capability: then owners are treated as for any other user. */
static int judge_owner(struct dir_out *d, const struct member *m, int status)
{
	if (status && errno != EINVAL && errno != EPERM)
		return -1;
	if (status && !d->refused)
		d->refused = errno;
	d->unowned += status && (m->uid != 0 || m->gid != 0);
	return 0;
}

static int set_owner(struct dir_out *d, const struct member *m, int fd)
{
	if (d->as_root)
		return judge_owner(d, m, fchown(fd, m->uid, m->gid));
	d->unowned += m->uid != 0 || m->gid != 0;
	return 0;
}

static int set_link_owner(struct dir_out *d, const struct member *m)
{
	if (!d->as_root)
		return 0;
	return judge_owner(d, m, fchownat(d->root, m->path, m->uid, m->gid, AT_SYMLINK_NOFOLLOW));
}

/* The root of a user namespace may not be allowed to set capabilities, and a file system
 * may not have attributes. */
static int set_capability(struct dir_out *d, const struct member *m, int fd)
{
	if (!m->capability.n)
		return 0;
	if (d->as_root && fsetxattr(fd, "security.capability", m->capability.p, m->capability.n, 0) == 0)
		return 0;
	if (d->as_root && errno != EPERM && errno != ENOTSUP)
		return -1;
	d->incapable++;
	return 0;
}

/* The owner is set first, because chown(2) clears setuid and capabilities. */
static int set_metadata(struct dir_out *d, const struct member *m, int fd)
{
	const struct timespec times[2] = {{.tv_sec = m->mtime}, {.tv_sec = m->mtime}};
	size_t before = d->unowned;
	if (set_owner(d, m, fd))
		return -1;
	/* A program that was meant to run as another user must not run as root. */
	mode_t mode = d->as_root && d->unowned > before ? m->mode & ~(mode_t)06000 : m->mode;
	return fchmod(fd, mode) || set_capability(d, m, fd) || futimens(fd, times) ? -1 : 0;
}

static int write_body(int fd, struct str body)
{
	while (body.n) {
		ssize_t n = write(fd, body.p, body.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		body.p += n;
		body.n -= (size_t)n;
	}
	return 0;
}

static int write_dir_file(struct dir_out *d, const struct member *m, struct err *err)
{
	int fd = openat(d->root, m->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail_at_member(d, m, err);
	int status =
		write_body(fd, m->body) || set_metadata(d, m, fd) ? fail_at_member(d, m, err) : 0;
	if (close(fd) && !status)
		status = fail_at_member(d, m, err);
	d->bytes += m->body.n;
	return status;
}

static int add_member(struct dir_out *d, const struct member *m, struct err *err)
{
	switch (m->type) {
	case MEMBER_FILE:
		return write_dir_file(d, m, err);
	case MEMBER_DIR:
		vec_push(&d->dirs, m);
		if (*m->path && mkdirat(d->root, m->path, 0700))
			return fail_at_member(d, m, err);
		return 0;
	case MEMBER_HARDLINK:
		if (linkat(d->root, m->target, d->root, m->path, 0))
			return fail_at_member(d, m, err);
		return 0;
	case MEMBER_SYMLINK:
		break;
	}
	vec_push(&d->links, m);
	return 0;
}

static int add_to_dir(struct out *out, const struct out_image *image, struct err *err)
{
	struct dir_out *d = (struct dir_out *)out;
	for (size_t i = 0; i < image->members; i++)
		if (out_interrupted(d->options, err) || add_member(d, image->member[i], err))
			return -1;
	return 0;
}

static int make_links(struct dir_out *d, struct err *err)
{
	for (size_t i = 0; i < d->links.n; i++) {
		const struct member *m = d->links.at[i];
		const struct timespec times[2] = {{.tv_sec = m->mtime}, {.tv_sec = m->mtime}};
		if (symlinkat(m->target, d->root, m->path) ||
		    set_link_owner(d, m) ||
		    utimensat(d->root, m->path, times, AT_SYMLINK_NOFOLLOW))
			return fail_at_member(d, m, err);
	}
	return 0;
}

/* Deepest first, because changes of its content change the time of a directory. No link
 * can be followed: O_NOFOLLOW sees only real directories, and every component above was
 * made by us in a private tree. The mode of the root is set last, when it is renamed. */
static int set_dirs(struct dir_out *d, struct err *err)
{
	for (size_t i = d->dirs.n; i-- > 0;) {
		const struct member *m = d->dirs.at[i];
		int fd = *m->path ? openat(d->root, m->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
				  : dup(d->root);
		if (fd < 0)
			return fail_at_member(d, m, err);
		int status = set_metadata(d, m, fd) ? fail_at_member(d, m, err) : 0;
		close(fd);
		if (status)
			return status;
	}
	return 0;
}

static void tell_owners(const struct dir_out *d)
{
	if (d->unowned && d->refused)
		log_warn("%s: %zu files belong to root instead of their owners: chown fails (%s), as in "
			 "a user namespace with a single id or without the capability; they are not "
			 "set-user-ID or set-group-ID; a tar keeps owners and modes",
			 d->target->text, d->unowned, strerror(d->refused));
	else if (d->unowned)
		log_note("%s: %zu files belong to you instead of their owners: only root can give "
			 "files away; a tar keeps them", d->target->text, d->unowned);
}

static int finish_dir(struct out *out, struct out_result *result, struct err *err)
{
	struct dir_out *d = (struct dir_out *)out;
	if (make_links(d, err))
		return -1;
	/* Marks the tree as made by debslim, which may then replace it. Without such
	 * attributes in the file system, --force is needed for that. */
	if (fsetxattr(d->root, tree_mark, "1", 1, 0) && errno != ENOTSUP && errno != EPERM)
		return err_sys(err, "%s", d->target->text);
	if (set_dirs(d, err))
		return -1;
	if (syncfs(d->root))
		return err_sys(err, "%s", d->target->text);
	tell_owners(d);
	if (d->incapable)
		log_note("%s: %zu files lack their capabilities, which only root can set; a tar keeps them",
			 d->target->text, d->incapable);
	*result = (struct out_result){.size = d->bytes};
	return 0;
}

/* The new tree is in place, so it is not an error if the old one cannot be removed
 * completely (other users may have files in its /tmp). */
static void remove_old(const struct dir_out *d, const char *old)
{
	struct err why = {0}, left = {0};
	if (old)
		tree_remove(d->parent, old, &why);
	err_release(&why);
	if (out_sweep(d->parent, d->name, &left))
		log_warn("%s: the new tree is in place, but some files of an older one beside it "
			 "cannot be removed (%s); the next run with this target tries again",
			 d->target->text, left.text);
	err_release(&left);
}

static int commit_dir_out(struct out *out, struct err *err)
{
	struct dir_out *d = (struct dir_out *)out;
	bool replaced = false;
	if (tree_check_target(d->parent, d->name, d->target->text, d->options->force, err))
		return -1;
	if (renameat2(d->parent, d->temporary, d->parent, d->name, RENAME_NOREPLACE)) {
		if (errno != EEXIST || renameat2(d->parent, d->temporary, d->parent, d->name, RENAME_EXCHANGE))
			return err_sys(err, "%s", d->target->text);
		replaced = true;
	}
	/* The old tree now has the temporary name. */
	char *old CLEANUP(mem_freep) = d->temporary;
	d->temporary = NULL;
	remove_old(d, replaced ? old : NULL);
	return fsync(d->parent) && errno != EINVAL ? err_sys(err, "%s", d->target->text) : 0;
}

struct out *out_open_dir(const struct out_target *target, const struct out_options *options,
			 struct err *err)
{
	struct dir_out *d = mem_alloc(sizeof(*d));
	d->out = (struct out){add_to_dir, finish_dir, commit_dir_out, close_dir_out};
	d->target = target;
	d->options = options;
	d->parent = d->root = -1;
	d->as_root = geteuid() == 0;
	if (tree_check_path(target->text, err) ||
	    out_locate(target->text, &d->parent, &d->name, err) ||
	    tree_check_target(d->parent, d->name, target->text, options->force, err) ||
	    (d->root = out_staging(d->parent, d->name, target->text, &d->temporary, err)) < 0) {
		close_dir_out(&d->out);
		return NULL;
	}
	return &d->out;
}
