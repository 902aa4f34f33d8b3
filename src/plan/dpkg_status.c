/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/dpkg_status.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "base/mem.h"
#include "fmt/deb822.h"
#include "fmt/os_release.h"
#include "io/file.h"
#include "io/directory.h"
#include "io/stream.h"

static const size_t FILE_LARGEST = 128 << 20;

struct status_reader {
	struct dpkg_status *out;
	struct map seen; /* "name:architecture" → version, in the arena */
	struct arena arena;
	bool several_architectures;
	size_t installed;
};

/* The fields of a stanza that a plan needs. Hashes, sizes and names of .debs are left
 * out, because dpkg does not know them, whatever the file says. */
static const char *const kept[] = {
	"Package",     "Version",  "Architecture", "Multi-Arch", "Essential", "Priority", "Section",
	"Source",      "Installed-Size", "Pre-Depends", "Depends", "Recommends", "Suggests",
	"Provides",    "Conflicts", "Breaks",      "Replaces"};

static struct str value_of(const struct deb822_stanza *stanza, const char *name)
{
	const struct deb822_field *field = deb822_find(stanza, name);
	return field ? field->value : STR("");
}

static struct str next_status_word(struct str *rest)
{
	struct str word = {"", 0};
	while (!word.n && str_split(rest, ' ', &word))
		continue;
	return word;
}

/* dpkg(1), PACKAGE STATES: distinguishes states in which the files and relations of a
 * package are reliable from those in which it counts as absent. */
static int is_installed(const struct deb822 *in, const struct deb822_stanza *stanza, bool *yes,
			struct err *err)
{
	static const char *const between[] = {"half-installed", "unpacked", "half-configured",
					      "triggers-awaited", "triggers-pending"};
	struct str name = value_of(stanza, "Package"), rest = value_of(stanza, "Status");
	const struct deb822_field *field = deb822_find(stanza, "Status");
	next_status_word(&rest); /* skip the desired state: install, hold, deinstall … */
	struct str flag = next_status_word(&rest), state = next_status_word(&rest);
	*yes = str_is(state, "installed");
	for (size_t i = 0; i < ARRAY_LEN(between); i++)
		if (str_is(state, between[i])) {
			err_set(err, STATUS_FATAL, "%s: package '%.*s' is %s", in->file, STR_ARG(name),
				between[i]);
			return err_hint(err, "'dpkg --configure --pending' or '--remove' settles it");
		}
	if (!*yes && !str_is(state, "not-installed") && !str_is(state, "config-files"))
		return deb822_fail(in, field, err, "package '%.*s': '%.*s' is no state of a package",
				   STR_ARG(name), STR_ARG(field->value));
	if (*yes && !str_is(flag, "ok"))
		return err_set(err, STATUS_FATAL, "%s: package '%.*s' is broken: '%.*s'", in->file,
			       STR_ARG(name), STR_ARG(field->value));
	return 0;
}

/* *yes is false if the same version has been seen before. */
static int is_new(struct status_reader *r, const char *file, const struct deb822_stanza *stanza, bool *yes,
		  struct err *err)
{
	struct str name = value_of(stanza, "Package"), version = value_of(stanza, "Version");
	struct str architecture = value_of(stanza, "Architecture");
	char *key CLEANUP(mem_freep) = mem_printf("%.*s:%.*s", STR_ARG(name), STR_ARG(architecture));
	void **slot = map_at(&r->seen, str_from(key));
	const char *before = *slot;
	*yes = !before;
	if (before && !str_is(version, before))
		return err_set(err, STATUS_FATAL, "%s: package '%.*s' is installed twice: %s and %.*s", file,
			       STR_ARG(name), before, STR_ARG(version));
	if (!before)
		*slot = arena_strndup(&r->arena, version.p, version.n);
	return 0;
}

static void note_architecture(struct status_reader *r, struct str architecture)
{
	if (str_is(architecture, "all") || r->several_architectures)
		return;
	if (!r->out->architecture) {
		r->out->architecture = mem_strndup(architecture.p, architecture.n);
		return;
	}
	r->several_architectures = !str_is(architecture, r->out->architecture);
	if (r->several_architectures)
		mem_freep(&r->out->architecture);
}

static void add_index_stanza(struct status_reader *r, const struct deb822_stanza *stanza)
{
	for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
		const struct deb822_field *field = deb822_find(stanza, kept[i]);
		if (field && field->value.n)
			buf_printf(&r->out->index, "%s: %.*s\n", kept[i], STR_ARG(field->value));
	}
	buf_puts(&r->out->index, "\n");
	note_architecture(r, value_of(stanza, "Architecture"));
	r->installed++;
}

static int require(const struct deb822 *in, const struct deb822_stanza *stanza, const char *field,
		   struct err *err)
{
	struct str value = value_of(stanza, field);
	if (value.n && memchr(value.p, '\n', value.n))
		return deb822_fail(in, deb822_find(stanza, field), err, "%s over several lines", field);
	if (value.n)
		return 0;
	deb822_fail(in, &stanza->field.at[0], err, "a package without %s", field);
	return strcmp(field, "Status") == 0
		       ? err_hint(err, "a Packages index is read with --packages")
		       : -1;
}

static int read_stanza(struct status_reader *r, const struct deb822 *in, const struct deb822_stanza *stanza,
		       bool needs_status, struct err *err)
{
	bool yes = true;
	if (require(in, stanza, "Package", err) ||
	    (needs_status && require(in, stanza, "Status", err)))
		return -1;
	if (deb822_find(stanza, "Status") &&
	    (require(in, stanza, "Status", err) || is_installed(in, stanza, &yes, err)))
		return -1;
	if (!yes)
		return 0;
	if (require(in, stanza, "Version", err) || require(in, stanza, "Architecture", err) ||
	    is_new(r, in->file, stanza, &yes, err))
		return -1;
	if (yes)
		add_index_stanza(r, stanza);
	return 0;
}

static int read_status_text(struct status_reader *r, const char *name, struct str text, bool needs_status,
			    struct err *err)
{
	struct deb822 in;
	int status = 0;
	if (deb822_parse(name, text, 0, STATUS_FATAL, &in, err))
		return -1;
	for (size_t i = 0; i < in.stanza.n && !status; i++)
		status = read_stanza(r, &in, &in.stanza.at[i], needs_status, err);
	deb822_release(&in);
	return status;
}

/* Reads an open regular file. */
static int read_regular_file(int fd, const char *name, struct buf *out, struct err *err)
{
	struct stat st;
	if (fstat(fd, &st))
		return err_sys(err, "%s", name);
	if (!S_ISREG(st.st_mode))
		return err_set(err, STATUS_FATAL, "%s: not a regular file", name);
	if ((uint64_t)st.st_size > FILE_LARGEST)
		return err_set(err, STATUS_FATAL, "%s: larger than %zu bytes", name, FILE_LARGEST);
	size_t size = (size_t)st.st_size;
	struct source *source CLEANUP(source_closep) = source_range(fd, 0, size);
	buf_reserve(out, size + 1);
	if (size && source_read_full(source, out->p, size, err))
		return err_wrap(err, "%s", name);
	out->n = size;
	out->p[size] = 0;
	return 0;
}

/* No link below a foreign root may lead out of it. */
static int open_inside(int dir, const char *name, int flags)
{
	return openat(dir, name, flags | O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

static int fail_inside(const char *name, struct err *err)
{
	if (errno == ELOOP || errno == ENOTDIR)
		return err_set(err, STATUS_FATAL, "%s: not a directory, or a link, which is not followed", name);
	return err_sys(err, "%s", name);
}

/* *found says whether the file exists. */
static int read_file_inside(struct status_reader *r, int dir, const char *path, const char *name,
			    bool needs_status, bool *found, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	int fd = open_inside(dir, name, 0);
	*found = fd >= 0;
	if (fd < 0)
		return errno == ENOENT ? 0 : fail_inside(path, err);
	int status = read_regular_file(fd, path, &text, err);
	close(fd);
	return status || read_status_text(r, path, buf_str(&text), needs_status, err) ? -1 : 0;
}

/* Skips NAME.md5sums, which may be beside a record. */
static int is_record(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && !str_ends(str_from(entry->d_name), ".md5sums");
}

static int by_record_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int read_status_directory(struct status_reader *r, int directory, const char *path, size_t *files,
			      struct err *err)
{
	struct dirent **entry = NULL;
	int n = scandirat(directory, ".", &entry, is_record, by_record_name), status = 0;
	if (n < 0)
		return err_sys(err, "%s", path);
	for (int i = 0; i < n; i++) {
		bool found = false;
		char *name = mem_printf("%s/%s", path, entry[i]->d_name);
		if (!status)
			status = read_file_inside(r, directory, name, entry[i]->d_name, false, &found, err);
		*files += found;
		free(name);
		free(entry[i]);
	}
	free(entry);
	return status;
}

static int read_status_d(struct status_reader *r, int dpkg, const char *path, size_t *files,
			 struct err *err)
{
	int directory = open_inside(dpkg, "status.d", O_DIRECTORY);
	*files = 0;
	if (directory < 0)
		return errno == ENOENT ? 0 : fail_inside(path, err);
	int status = read_status_directory(r, directory, path, files, err);
	close(directory);
	return status;
}

/* Opens a directory below the root, such as "var/lib/dpkg"; -1 on error. */
static int open_directory_of_root(const char *root, const char *path, struct err *err)
{
	struct str failed;
	int dir = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return err_sys(err, "--from: %s", root);
	dir = directory_descend(dir, path, &failed);
	if (dir >= 0)
		return dir;
	int code = errno;
	char *so_far CLEANUP(mem_freep) =
		mem_printf("%s/%.*s", root, (int)(failed.p + failed.n - path), path);
	errno = code;
	fail_inside(so_far, err);
	return err_hint(err, "--from takes the root of an installed Debian");
}

static void take_suite(struct str text, char **suite)
{
	struct str value = os_release_value(text, "VERSION_CODENAME");
	if (!*suite && value.n)
		*suite = mem_strndup(value.p, value.n);
}

/* It is not an error if the root does not name a suite. */
static void read_suite(struct status_reader *r, const char *root)
{
	struct buf text CLEANUP(buf_release) = {0};
	struct err err = {0};
	int dir = open_directory_of_root(root, "usr/lib", &err);
	int fd = dir < 0 ? -1 : open_inside(dir, "os-release", 0);
	if (fd >= 0 && read_regular_file(fd, "os-release", &text, &err) == 0)
		take_suite(buf_str(&text), &r->out->suite);
	if (fd >= 0)
		close(fd);
	if (dir >= 0)
		close(dir);
	err_release(&err);
}

static int read_root(struct status_reader *r, const char *root, struct err *err)
{
	char *file CLEANUP(mem_freep) = mem_printf("%s/var/lib/dpkg/status", root);
	char *directory CLEANUP(mem_freep) = mem_printf("%s.d", file);
	bool found = false;
	size_t files = 0;
	int dpkg = open_directory_of_root(root, "var/lib/dpkg", err);
	if (dpkg < 0)
		return -1;
	r->out->name = mem_strdup(file);
	int status = read_file_inside(r, dpkg, file, "status", true, &found, err) ||
				     read_status_d(r, dpkg, directory, &files, err) ? -1 : 0;
	close(dpkg);
	read_suite(r, root);
	if (!status && !found && !files)
		return err_set(err, STATUS_FATAL, "%s: not there, and nothing in %s", file, directory);
	return status;
}

static int read_status(struct status_reader *r, const char *file, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	r->out->name = mem_strdup(file);
	return file_read(file, FILE_LARGEST, &text, err) ||
			       read_status_text(r, file, buf_str(&text), true, err) ? -1 : 0;
}

int dpkg_status_read(const char *file, const char *root, struct dpkg_status *out, struct err *err)
{
	struct status_reader r = {.out = out};
	*out = (struct dpkg_status){0};
	int status = file ? read_status(&r, file, err) : read_root(&r, root, err);
	if (!status && !r.installed)
		status = err_set(err, STATUS_FATAL, "%s: no package is installed", out->name);
	map_release(&r.seen);
	arena_release(&r.arena);
	if (status)
		dpkg_status_release(out);
	return status;
}

void dpkg_status_release(struct dpkg_status *status)
{
	free(status->name);
	free(status->architecture);
	free(status->suite);
	buf_release(&status->index);
	*status = (struct dpkg_status){0};
}
