/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/out.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "io/compress.h"
#include "out/oci/reference.h"
#include "out/out_kinds.h"

static const struct suffix {
	const char *suffix, *name;
	enum compression compression;
} suffixes[] = {
	{".tar", "tar", COMPRESSION_NONE},
	{".tar.gz", "tar+gzip", COMPRESSION_GZIP},
	{".tgz", "tar+gzip", COMPRESSION_GZIP},
	{".tar.xz", "tar+xz", COMPRESSION_XZ},
	{".txz", "tar+xz", COMPRESSION_XZ},
	{".tar.zst", "tar+zstd", COMPRESSION_ZSTD},
	{".tzst", "tar+zstd", COMPRESSION_ZSTD},
};

static const struct {
	const char *prefix, *name;
	enum out_format format;
} images[] = {
	{"oci:", "oci", OUT_OCI},
	{"oci-archive:", "oci-archive", OUT_OCI_ARCHIVE},
	{"docker-archive:", "docker-archive", OUT_DOCKER_ARCHIVE},
};

/* As in skopeo, the first colon ends the path. */
static int parse_image(const char *rest, struct arena *arena, struct out_target *out, struct err *err)
{
	const char *colon = strchr(rest, ':');
	out->compression = COMPRESSION_GZIP;
	out->path = arena_strndup(arena, rest, colon ? (size_t)(colon - rest) : strlen(rest));
	out->reference = colon ? colon + 1 : NULL;
	if (!*out->path)
		return err_set(err, STATUS_FATAL, "'%s': a path is missing", out->text);
	if (out->format == OUT_OCI && out_is_stdout(out)) {
		err_set(err, STATUS_FATAL, "'%s': a layout is a directory, which standard output cannot hold", out->text);
		return err_hint(err, "oci-archive:- writes an archive there; a directory of that name is oci:./-");
	}
	return out->reference ? oci_reference_check(out, err) : 0;
}

int out_target_parse(const char *text, struct arena *arena, struct out_target *out, struct err *err)
{
	struct str s = str_from(text);
	*out = (struct out_target){.text = text, .path = text, .format = OUT_TAR,
				   .level = COMPRESS_LEVEL_DEFAULT};
	for (size_t i = 0; i < ARRAY_LEN(images); i++) {
		out->format = images[i].format;
		if (str_starts(s, images[i].prefix))
			return parse_image(text + strlen(images[i].prefix), arena, out, err);
	}
	out->format = OUT_TAR;
	if (strcmp(text, "-") == 0)
		return 0;
	if (str_ends(s, "/") || str_is(s, ".") || str_is(s, "..") || str_ends(s, "/.") ||
	    str_ends(s, "/..")) {
		out->format = OUT_DIR;
		return 0;
	}
	for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
		if (!str_ends(s, suffixes[i].suffix))
			continue;
		out->compression = suffixes[i].compression;
		return 0;
	}
	err_set(err, STATUS_FATAL, "unknown output format: '%s'", text);
	return err_hint(err, "a target is DIR/ (with the slash), FILE.tar, .tar.gz, .tar.xz, "
			     ".tar.zst, oci:DIR[:TAG], oci-archive:FILE[:TAG], "
			     "docker-archive:FILE[:NAME:TAG], or - for standard output");
}

bool out_is_stdout(const struct out_target *target)
{
	return strcmp(target->path, "-") == 0;
}

bool out_is_image(const struct out_target *target)
{
	return target->format >= OUT_OCI;
}

/* The first entry of a codec is its usual suffix. */
static const struct suffix *suffix_of(enum compression compression)
{
	size_t i = 0;
	while (suffixes[i].compression != compression)
		i++;
	return &suffixes[i];
}

const char *out_suffix(enum compression compression)
{
	return suffix_of(compression)->suffix;
}

const char *out_format_name(const struct out_target *target)
{
	for (size_t i = 0; i < ARRAY_LEN(images); i++)
		if (images[i].format == target->format)
			return images[i].name;
	return target->format == OUT_DIR ? "directory" : suffix_of(target->compression)->name;
}

/* The path of a target with its directory resolved, for comparison; "" for standard
 * output, or if there is no such directory. The caller frees it. */
static char *resolved(const struct out_target *target)
{
	char *path CLEANUP(mem_freep) = mem_strdup(target->path);
	size_t n = strlen(path);
	char real[PATH_MAX];
	while (n > 1 && path[n - 1] == '/')
		path[--n] = 0;
	char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	if (strcmp(path, "-") == 0)
		return mem_strdup("");
	if (slash)
		*slash = 0;
	if (!realpath(slash ? (*path ? path : "/") : ".", real))
		return mem_strdup("");
	return mem_printf("%s/%s", strcmp(real, "/") == 0 ? "" : real, name);
}

int out_check_apart(const struct out_target *targets, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		char *one CLEANUP(mem_freep) = resolved(&targets[i]);
		for (size_t k = 0; *one && k < n; k++) {
			char *other CLEANUP(mem_freep) = resolved(&targets[k]);
			if (k != i && path_within(other, one))
				return err_set(err, STATUS_FATAL, "--output: '%s' and '%s' cannot both be made: "
					       "they are one, or one lies in the other",
					       targets[i].text, targets[k].text);
		}
	}
	return 0;
}

struct out *out_open(const struct out_target *target, const struct out_options *options,
		     struct err *err)
{
	if (out_is_image(target))
		return out_open_oci(target, options, err);
	return target->format == OUT_DIR ? out_open_dir(target, options, err)
					 : out_open_tar(target, options, err);
}

int out_locate(const char *text, int *parent, char **name, struct err *err)
{
	char *path CLEANUP(mem_freep) = mem_strdup(text);
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		path[--n] = 0;
	char *slash = strrchr(path, '/');
	const char *directory = slash == path ? "/" : slash ? path : ".";
	*name = mem_strdup(slash ? slash + 1 : path);
	if (slash)
		*slash = 0;
	if (!**name || strcmp(*name, ".") == 0 || strcmp(*name, "..") == 0) {
		mem_freep(name);
		return err_set(err, STATUS_FATAL, "%s: cannot be a target", text);
	}
	*parent = open(slash == path ? "/" : directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*parent >= 0)
		return 0;
	mem_freep(name);
	err_sys(err, "%s: cannot open its directory", text);
	return errno == ENOENT ? err_hint(err, "the target's parent directory must exist") : -1;
}

char *out_temporary(const char *name, unsigned attempt)
{
	uint64_t random = 0;
	if (getrandom(&random, sizeof(random), 0) != sizeof(random))
		random = ((uint64_t)getpid() << 32) + attempt;
	return mem_printf(OUT_STEM "%016llx", name, (unsigned long long)random);
}

/* Returns -1 with errno; EEXIST means that another name is needed. Until it is claimed,
 * another run may take it for a leftover and remove it. */
static int make_claimed_directory(int parent, const char *name)
{
	if (mkdirat(parent, name, 0700))
		return -1;
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0 && out_claim(parent, name, fd))
		return fd;
	if (fd < 0 && errno != ENOENT)
		return -1;
	if (fd >= 0)
		close(fd);
	errno = EEXIST;
	return -1;
}

int out_staging(int parent, const char *name, const char *text, char **temporary, struct err *err)
{
	struct err ignored = {0};
	int fd = -1;
	out_sweep(parent, name, &ignored);
	err_release(&ignored);
	errno = EEXIST;
	for (unsigned i = 0; i < OUT_ATTEMPTS && fd < 0 && errno == EEXIST; i++) {
		free(*temporary);
		*temporary = out_temporary(name, i);
		fd = make_claimed_directory(parent, *temporary);
	}
	if (fd >= 0)
		return fd;
	err_sys(err, "%s: cannot create a directory beside it", text);
	mem_freep(temporary);
	return -1;
}
