/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/copy_files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/scratch.h"
#include "io/directory.h"

/* Larger files go to a file in TMPDIR. One descriptor is open for each level. */
enum { SMALL_MOST = 1 << 20, DEEPEST = 100, PIECE = 1 << 16 };

struct copier {
	struct copy_files *out;
	const struct copy_item *item;
	const char *origin; /* for errors */
	uint64_t most;
	const volatile sig_atomic_t *interrupted;
	unsigned depth;
	struct err *err;
};

static int fail_sys(struct copier *c, const char *path)
{
	return err_sys(c->err, "%s: %s", c->origin, path);
}

/* Maps what was written from `start` on, which is at the start of a page. */
static int map_large(struct copier *c, uint64_t start, size_t size, struct str *body)
{
	void *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE, c->out->fd, (off_t)start);
	if (p == MAP_FAILED)
		return err_sys(c->err, "temporary file");
	*body = (struct str){p, size};
	vec_push(&c->out->map, *body);
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
	c->out->offset = (start + size + page - 1) / page * page;
	return 0;
}

static int write_large(struct copier *c, const char *bytes, size_t n, uint64_t offset)
{
	if (!c->out->fd && (c->out->fd = scratch_on_disk(c->err)) < 0)
		return -1;
	while (n) {
		ssize_t put = pwrite(c->out->fd, bytes, n, (off_t)offset);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_sys(c->err, "temporary file");
		bytes += put;
		n -= (size_t)put;
		offset += (uint64_t)put;
	}
	return 0;
}

static int too_much(struct copier *c, const char *path)
{
	err_set(c->err, STATUS_FATAL, "%s: %s: more than %llu bytes to copy", c->origin, path,
		(unsigned long long)c->most);
	return err_hint(c->err, "--limit output=SIZE allows more");
}

/* Reads to the end, whatever size stat(2) gave. */
static int read_copied_body(struct copier *c, int fd, const char *path, struct str *body)
{
	struct buf small CLEANUP(buf_release) = {0};
	uint64_t size = 0, start = c->out->offset;
	for (;;) {
		buf_reserve(&small, PIECE);
		ssize_t got = read(fd, small.p + small.n, PIECE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_sys(c, path);
		if (c->interrupted && *c->interrupted)
			return err_set(c->err, STATUS_FATAL, "interrupted");
		size += (uint64_t)got;
		small.n += (size_t)got;
		if (c->out->bytes + size > c->most)
			return too_much(c, path);
		if (got && small.n <= SMALL_MOST)
			continue;
		if (!got && size <= SMALL_MOST)
			break;
		if (write_large(c, small.p, small.n, start + size - small.n))
			return -1;
		small.n = 0;
		if (!got)
			break;
	}
	c->out->bytes += size;
	if (size > SMALL_MOST)
		return map_large(c, start, (size_t)size, body);
	*body = (struct str){arena_strndup(&c->out->arena, small.p, small.n), small.n};
	return 0;
}

static uint32_t mode_of(const struct copy_item *item, const struct stat *st)
{
	uint32_t directory = (item->mode & 0777) | (item->mode & 0444) >> 2;
	if (S_ISDIR(st->st_mode))
		return item->has_mode ? directory : 0755;
	return item->has_mode ? item->mode : st->st_mode & S_IXUSR ? 0755 : 0644;
}

static void add_copied(struct copier *c, const struct member *member)
{
	struct copied copied = {*member, c->origin};
	copied.member.path = arena_strdup(&c->out->arena, member->path);
	if (member->target)
		copied.member.target = arena_strdup(&c->out->arena, member->target);
	vec_push(&c->out->copied, copied);
}

static int copy_one(struct copier *c, int directory, const char *name, const char *path,
		    const char *target, bool follow);

static int copy_entries(struct copier *c, int fd, char *const *names, size_t n, const char *path,
			const char *target)
{
	for (size_t i = 0; i < n; i++) {
		char *below CLEANUP(mem_freep) = mem_printf("%s/%s", path, names[i]);
		char *place CLEANUP(mem_freep) = mem_printf("%s%s%s", target, *target ? "/" : "", names[i]);
		char normal[PATH_LONGEST + 1];
		if (path_normalise(str_from(place), normal, c->err)) {
			c->err->status = STATUS_FATAL;
			return err_wrap(c->err, "%s: %s", c->origin, below);
		}
		if (copy_one(c, fd, names[i], below, place, false))
			return -1;
	}
	return 0;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct entry_names {
	char **at;
	size_t n, cap;
};

static int add_name_copy(void *names, const char *name)
{
	vec_push((struct entry_names *)names, mem_strdup(name));
	return 0;
}

/* Names are sorted, because the order of a directory depends on the file system. */
static int copy_directory(struct copier *c, int fd, const char *path, const char *target)
{
	struct entry_names names = {0};
	int status = directory_each(fd, add_name_copy, &names) ? fail_sys(c, path) : 0;
	if (names.n)
		qsort(names.at, names.n, sizeof(*names.at), by_bytes);
	if (!status && ++c->depth > DEEPEST)
		status = err_set(c->err, STATUS_FATAL, "%s: %s: more than %d directories deep", c->origin, path,
				 DEEPEST);
	status = status || copy_entries(c, fd, names.at, names.n, path, target) ? -1 : 0;
	c->depth--;
	for (size_t i = 0; i < names.n; i++)
		free(names.at[i]);
	free(names.at);
	return status;
}

static int copy_link(struct copier *c, int directory, const char *name, const char *path, struct member *m)
{
	char target[PATH_MAX];
	ssize_t n = readlinkat(directory, name, target, sizeof(target) - 1);
	if (n < 0)
		return fail_sys(c, path);
	target[n] = 0;
	m->type = MEMBER_SYMLINK;
	m->mode = 0777;
	m->target = target;
	add_copied(c, m);
	return 0;
}

static int not_copied(struct copier *c, const char *path, mode_t mode)
{
	const char *what = S_ISCHR(mode) || S_ISBLK(mode) ? "a device"
			   : S_ISFIFO(mode)		  ? "a named pipe"
			   : S_ISSOCK(mode)		  ? "a socket"
							  : "of an unknown type";
	err_set(c->err, STATUS_FATAL, "%s: %s is %s", c->origin, path, what);
	return err_hint(c->err, "only files, directories and symlinks are copied");
}

/* `path` is for errors. The type is checked before the file is opened, because opening a
 * device has effects. */
static int copy_one(struct copier *c, int directory, const char *name, const char *path,
		    const char *target, bool follow)
{
	struct member m = {.path = target, .uid = c->item->uid, .gid = c->item->gid, .owner = OWNER_GENERATED};
	struct stat st;
	if (fstatat(directory, name, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW))
		return fail_sys(c, path);
	if (S_ISLNK(st.st_mode))
		return copy_link(c, directory, name, path, &m);
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return not_copied(c, path, st.st_mode);
	int fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW));
	if (fd < 0)
		return fail_sys(c, path);
	int status = fstat(fd, &st) ? fail_sys(c, path) : 0;
	if (!status && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		status = not_copied(c, path, st.st_mode);
	m.type = S_ISDIR(st.st_mode) ? MEMBER_DIR : MEMBER_FILE;
	m.mode = mode_of(c->item, &st);
	if (!status && m.type == MEMBER_FILE)
		status = read_copied_body(c, fd, path, &m.body);
	if (!status)
		add_copied(c, &m);
	if (!status && m.type == MEMBER_DIR)
		status = copy_directory(c, fd, path, target);
	close(fd);
	return status;
}

/* Opens the directory that contains the last component of a profile's source, without
 * following any link. *name is that component. */
static int open_beneath(struct copier *c, const char *source, const char **name)
{
	const char *slash = strrchr(source, '/');
	char *above CLEANUP(mem_freep) = mem_strndup(source, slash ? (size_t)(slash - source) : 0);
	struct str failed;
	int fd = open(c->item->beneath, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fail_sys(c, c->item->beneath);
	fd = directory_descend(fd, above, &failed);
	if (fd < 0 && (errno == ELOOP || errno == ENOTDIR))
		return err_set(c->err, STATUS_FATAL, "%s: %s: '%.*s' is not a directory, or a link, which is not followed",
			       c->origin, c->item->source, STR_ARG(failed));
	if (fd < 0)
		return fail_sys(c, c->item->source);
	source = slash ? slash + 1 : source;
	*name = *source ? source : ".";
	return fd;
}

static int copy_item(struct copier *c)
{
	const struct copy_item *item = c->item;
	char source[PATH_LONGEST + 1];
	const char *name = item->source;
	int directory = AT_FDCWD;
	struct stat st;
	if (item->beneath && (path_normalise(str_from(item->source), source, c->err) ||
			      (directory = open_beneath(c, source, &name)) < 0))
		return -1;
	bool follow = !item->beneath;
	bool is_dir = fstatat(directory, name, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
	char *target CLEANUP(mem_freep) =
		item->into && !is_dir ? mem_printf("%s%s%s", item->target, *item->target ? "/" : "", path_base(name))
				      : mem_strdup(item->target);
	int status = copy_one(c, directory, name, item->source, target, follow);
	if (directory != AT_FDCWD)
		close(directory);
	return status;
}

int copy_files_read(const struct profile *profile, uint64_t most,
		    const volatile sig_atomic_t *interrupted, struct copy_files *out, struct err *err)
{
	for (size_t i = 0; i < profile->copy.n; i++) {
		const struct copy_item *item = &profile->copy.at[i];
		struct copier c = {.out = out, .item = item, .origin = arena_strdup(&out->arena, item->from),
				   .most = most, .interrupted = interrupted, .err = err};
		if (copy_item(&c))
			return -1;
	}
	return 0;
}

static int check_copy_origin(const char *text, const char *source, struct err *err)
{
	struct stat st;
	if (stat(source, &st))
		return err_sys(err, "--copy %s: %s", text, source);
	if (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
		return 0;
	char *origin CLEANUP(mem_freep) = mem_printf("--copy %s", text);
	struct copier c = {.origin = origin, .err = err};
	return not_copied(&c, source, st.st_mode);
}

int copy_item_parse(const char *text, struct arena *arena, struct copy_item *out, struct err *err)
{
	const char *mark = NULL, *at = text;
	char target[PATH_LONGEST + 1];
	while ((at = strstr(at, ":/")))
		mark = at++;
	if (!mark || mark == text) {
		err_set(err, STATUS_FATAL, "--copy: '%s' is not SRC:DEST", text);
		return err_hint(err, "DEST is an absolute path in the image, as in ./app:/app/app");
	}
	if (path_normalise(str_from(mark + 1), target, err)) {
		err->status = STATUS_FATAL;
		return err_wrap(err, "--copy %s: destination", text);
	}
	*out = (struct copy_item){.source = arena_strndup(arena, text, (size_t)(mark - text)),
				  .target = arena_strdup(arena, target),
				  .into = str_ends(str_from(mark), "/"),
				  .from = arena_printf(arena, "--copy %s", text)};
	return check_copy_origin(text, out->source, err);
}

void copy_files_release(struct copy_files *files)
{
	for (size_t i = 0; i < files->map.n; i++)
		munmap((void *)(uintptr_t)files->map.at[i].p, files->map.at[i].n);
	if (files->fd > 0)
		close(files->fd);
	vec_release(&files->map);
	vec_release(&files->copied);
	arena_release(&files->arena);
	*files = (struct copy_files){0};
}
