/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a directory of the host. Names are looked up from descriptors with O_NOFOLLOW,
 * so that no link leads out. Most files are never opened: the checks need modes
 * (fstatat), links (readlinkat), and the content of files that can be run. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "fmt/elf.h"
#include "fmt/shebang.h"
#include "io/directory.h"
#include "in/in_parts.h"

/* One descriptor is open for each level. Directories of the first levels are passed to
 * other threads. */
enum { DEEPEST = 500, SHARED_MOST = 4, ENTRIES_SIZE = 32 * 1024, COPIED_MOST = 16 * 1024, MAPS_MOST = 32000 };

struct walk {
	const struct in_options *options;
	struct in_crew *crew;
	struct in in;          /* owns maps */
	struct in_image image; /* of one thread; all are merged */
	size_t maps_most;
	int root;
	const char *top; /* for errors */
	char path[PATH_LONGEST + 1]; /* of the current directory, then of the member */
	dev_t device;
	unsigned depth;
	struct err err;
};

static int fail_at(struct walk *w)
{
	return err_sys(&w->err, "%s/%s", w->top, w->path);
}

static void note_outside(struct walk *w)
{
	vec_push(&w->image.outside, arena_strdup(&w->image.files.arena, w->path));
}

/* Copies a whole file, which is cheaper than a map if it is short. */
static int copy_body(struct walk *w, int fd, uint64_t size, struct str *body)
{
	char *p = arena_alloc(&w->image.files.arena, size);
	size_t n = 0;
	ssize_t got = 1;
	while (n < size && got) {
		got = pread(fd, p + n, size - n, (off_t)n);
		if (got < 0 && errno != EINTR)
			return fail_at(w);
		n += got > 0 ? (size_t)got : 0;
	}
	*body = (struct str){p, n};
	return 0;
}

/* The kernel allows a process about 65,000 maps, and malloc needs some of them, so later
 * files are copied. */
static int take_body(struct walk *w, int fd, uint64_t size, struct str *body)
{
	if (size <= COPIED_MOST || w->in.map.n >= w->maps_most)
		return copy_body(w, fd, size, body);
	return in_map(&w->in, fd, 0, size, body, &w->err) ? err_wrap(&w->err, "%s/%s", w->top, w->path) : 0;
}

/* Reads the parts of a file that a check will read. */
static int read_looked_at(struct walk *w, int directory, const char *name, uint64_t size,
			  struct str *body)
{
	char start[SHEBANG_LONGEST];
	int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0 && (errno == EACCES || errno == EPERM)) {
		w->image.unreadable++;
		return 0;
	}
	if (fd < 0)
		return errno == ENOENT ? 0 : fail_at(w);
	ssize_t n = pread(fd, start, sizeof(start), 0);
	struct str head = {start, n > 0 ? (size_t)n : 0};
	int status = 0;
	if (n < 0)
		status = fail_at(w);
	else if (elf_is(head) || strcmp(w->path, "etc/ld.so.cache") == 0)
		status = take_body(w, fd, size, body);
	else if (str_starts(head, "#!"))
		*body = (struct str){arena_strndup(&w->image.files.arena, head.p, head.n), head.n};
	close(fd);
	return status;
}

static int put_dir_file(struct walk *w, int directory, const char *name, const struct stat *st,
			struct member *m)
{
	m->type = MEMBER_FILE;
	if (!S_ISREG(st->st_mode)) {
		m->mode = 0;
		return 0;
	}
	return member_may_run(name, m->mode) && st->st_size > 0
		       ? read_looked_at(w, directory, name, (uint64_t)st->st_size, &m->body)
		       : 0;
}

static int put_dir_link(struct walk *w, int directory, const char *name, char target[PATH_MAX],
			struct member *m)
{
	ssize_t n = readlinkat(directory, name, target, PATH_MAX - 1);
	if (n < 0)
		return fail_at(w);
	target[n] = 0;
	m->type = MEMBER_SYMLINK;
	m->mode = 0777;
	m->target = target;
	return 0;
}

static int read_dir_directory(struct walk *w, int fd);

static int enter_directory(struct walk *w, int directory, const char *name)
{
	if (w->depth >= DEEPEST)
		return err_set(&w->err, STATUS_FATAL, "%s/%s: more than %d directories deep", w->top, w->path,
			       DEEPEST);
	if (w->depth < SHARED_MOST) {
		in_crew_add(w->crew, w->path);
		return 0;
	}
	int fd = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0)
		return read_dir_directory(w, fd);
	if (errno != EACCES && errno != EPERM)
		return errno == ENOENT ? 0 : fail_at(w);
	note_outside(w);
	return 0;
}

/* Adds the entry at w->path. Files that vanish in the meantime are ignored. */
static int put_dir_entry(struct walk *w, int directory, const struct dirent64 *entry)
{
	char target[PATH_MAX];
	struct member m = {.path = w->path, .owner = OWNER_GENERATED};
	struct stat st = {.st_mode = S_IFLNK};
	if (entry->d_type != DT_LNK && fstatat(directory, entry->d_name, &st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ? 0 : fail_at(w);
	m.mode = st.st_mode & 07777;
	m.uid = st.st_uid;
	m.gid = st.st_gid;
	m.mtime = st.st_mtime;
	m.type = MEMBER_DIR;
	int status = 0;
	if (S_ISLNK(st.st_mode))
		status = put_dir_link(w, directory, entry->d_name, target, &m);
	else if (!S_ISDIR(st.st_mode))
		status = put_dir_file(w, directory, entry->d_name, &st, &m);
	if (status)
		return -1;
	fileset_put(&w->image.files, &m);
	if (m.type != MEMBER_DIR)
		return 0;
	if (st.st_dev != w->device) {
		note_outside(w);
		return 0;
	}
	return enter_directory(w, directory, entry->d_name);
}

static int check_counts(struct walk *w)
{
	if (w->image.files.by_path.n > w->options->members) {
		err_set(&w->err, STATUS_FATAL, "%s: more than %llu members", w->top,
			(unsigned long long)w->options->members);
		return err_hint(&w->err, "--limit members=NUMBER allows more");
	}
	if (w->options->interrupted && *w->options->interrupted)
		return err_set(&w->err, STATUS_FATAL, "interrupted");
	return 0;
}

static int put_named(struct walk *w, int fd, size_t length, const struct dirent64 *entry)
{
	size_t n = strlen(entry->d_name);
	if (length + n + 1 > PATH_LONGEST)
		return err_set(&w->err, STATUS_FATAL, "%s/%s: name longer than %d bytes", w->top, w->path,
			       PATH_LONGEST);
	if (length)
		w->path[length] = '/';
	memcpy(w->path + length + (length > 0), entry->d_name, n + 1);
	int status = put_dir_entry(w, fd, entry);
	w->path[length] = 0;
	return status;
}

/* Takes over the descriptor. It calls getdents64(2) directly, because readdir(3) makes
 * three more system calls for each directory. */
static int read_dir_directory(struct walk *w, int fd)
{
	size_t length = strlen(w->path);
	char *room CLEANUP(mem_freep) = mem_resize(NULL, ENTRIES_SIZE, 1);
	ssize_t n = 0;
	int status = 0;
	w->depth++;
	while (!status && (n = getdents64(fd, room, ENTRIES_SIZE)) > 0) {
		for (ssize_t at = 0; !status && at < n;) {
			const struct dirent64 *entry = (void *)(room + at);
			at += entry->d_reclen;
			if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
				status = put_named(w, fd, length, entry);
		}
	}
	if (n < 0 && !status)
		status = fail_at(w);
	close(fd);
	w->depth--;
	return status || check_counts(w) ? -1 : 0;
}

/* With an offset of its own, for the root, too: others read it at the same time. */
static int open_below_root(const struct walk *w, const char *path)
{
	return directory_descend(openat(w->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), path, NULL);
}

static int read_shared(struct walk *w, const char *path)
{
	int fd = open_below_root(w, path);
	memcpy(w->path, path, strlen(path) + 1);
	w->depth = *path ? 1 : 0;
	for (const char *c = path; *c; c++)
		w->depth += *c == '/';
	if (fd >= 0)
		return read_dir_directory(w, fd);
	if (errno != EACCES && errno != EPERM)
		return errno == ENOENT && *path ? 0 : fail_at(w);
	note_outside(w);
	return 0;
}

static void read_shared_directories(void *walk)
{
	struct walk *w = walk;
	char *path;
	while ((path = in_crew_next(w->crew))) {
		if (read_shared(w, path))
			in_crew_fail(w->crew);
		free(path);
	}
}

static void merge(struct in *in, struct in_image *to, struct walk *w)
{
	for (size_t i = 0; i < w->image.files.by_path.n; i++) {
		const struct map_entry *e = &w->image.files.by_path.entry[i];
		*map_at(&to->files.by_path, (struct str){e->key, e->key_n}) = e->value;
	}
	for (size_t i = 0; i < w->image.outside.n; i++)
		vec_push(&to->outside, w->image.outside.at[i]);
	for (size_t i = 0; i < w->in.map.n; i++)
		vec_push(&in->map, w->in.map.at[i]);
	arena_merge(&to->files.arena, &w->image.files.arena);
	to->unreadable += w->image.unreadable;
	vec_release(&w->image.outside);
	vec_release(&w->in.map);
	map_release(&w->image.files.by_path);
}

/* Of several errors takes the one whose text sorts first, so that the result does not
 * depend on threads. */
static int take_error(struct walk *w, unsigned n, struct err *err)
{
	struct walk *first = NULL;
	for (unsigned i = 0; i < n; i++)
		if (w[i].err.text && (!first || strcmp(w[i].err.text, first->err.text) < 0))
			first = &w[i];
	if (first)
		err_move(err, &first->err);
	for (unsigned i = 0; i < n; i++)
		err_release(&w[i].err);
	return first ? -1 : 0;
}

static int read_tree(const struct walk *how, struct in *out, struct err *err)
{
	unsigned n = how->options->jobs > 1 ? how->options->jobs : 1;
	struct walk *w CLEANUP(mem_freep) = mem_resize(NULL, n, sizeof(*w));
	for (unsigned i = 0; i < n; i++) {
		w[i] = *how;
		w[i].maps_most = MAPS_MOST / n;
	}
	in_crew_add(how->crew, "");
	in_crew_run(how->crew, read_shared_directories, w, sizeof(*w), n);
	/* The first thread's image has the root; the members of the others are added to it. */
	struct in_image *image = &out->image.at[0];
	*image = w[0].image;
	w[0].image = (struct in_image){0};
	for (unsigned i = 0; i < n; i++)
		merge(out, image, &w[i]);
	return take_error(w, n, err);
}

int in_read_dir(const char *path, const struct in_options *options, struct in *out, struct err *err)
{
	struct walk how = {.options = options, .root = -1};
	struct member root = {.path = "", .type = MEMBER_DIR, .owner = OWNER_GENERATED};
	struct stat st;
	char *top CLEANUP(mem_freep) = mem_strdup(path);
	how.root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (how.root < 0 || fstat(how.root, &st)) {
		err_sys(err, "%s", path);
		if (how.root >= 0)
			close(how.root);
		return -1;
	}
	for (size_t n = strlen(top); n && top[n - 1] == '/'; n--)
		top[n - 1] = 0;
	how.top = top;
	how.device = st.st_dev;
	how.crew = in_crew_new();
	vec_push(&out->image, ((struct in_image){0}));
	int status = read_tree(&how, out, err);
	root.mode = st.st_mode & 07777;
	fileset_put(&out->image.at[0].files, &root);
	in_crew_free(how.crew);
	close(how.root);
	return status;
}
