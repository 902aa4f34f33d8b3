/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "in/in.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "in/in_parts.h"

int in_map(struct in *in, int fd, uint64_t offset, uint64_t size, struct str *out, struct err *err)
{
	*out = (struct str){"", 0};
	if (!size)
		return 0;
	if (size > SIZE_MAX)
		return err_set(err, STATUS_FATAL, "too large for this machine");
	void *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, (off_t)offset);
	if (p == MAP_FAILED)
		return err_sys(err, "cannot be mapped");
	*out = (struct str){p, size};
	vec_push(&in->map, *out);
	return 0;
}

int in_map_file(struct in *in, const char *path, struct str *out, struct err *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK), status = -1;
	if (fd < 0)
		return err_sys(err, "%s", path);
	if (fstat(fd, &st))
		err_sys(err, "%s", path);
	else if (!S_ISREG(st.st_mode))
		err_set(err, STATUS_FATAL, "%s: is no regular file", path);
	else if (in_map(in, fd, 0, (uint64_t)st.st_size, out, err))
		err_wrap(err, "%s", path);
	else
		status = 0;
	close(fd);
	return status;
}

/* For "oci:DIR[:TAG]": as in skopeo, the first colon ends the path. */
static int open_named(bool layout, const char *text, const struct in_options *options,
		      struct in *out, struct err *err)
{
	const char *colon = strchr(text, ':');
	char *path CLEANUP(mem_freep) = mem_strndup(text, colon ? (size_t)(colon - text) : strlen(text));
	const char *tag = colon && colon[1] ? colon + 1 : NULL;
	return layout ? in_read_layout(path, tag, options, out, err)
		      : in_read_file(path, tag, options, out, err);
}

static bool is_layout(const char *dir)
{
	char *mark CLEANUP(mem_freep) = mem_printf("%s/oci-layout", dir);
	struct stat st;
	return lstat(mark, &st) == 0 && S_ISREG(st.st_mode);
}

int in_open(const char *target, const struct in_options *options, struct in *out, struct err *err)
{
	struct str text = str_from(target);
	struct stat st;
	*out = (struct in){0};
	if (str_starts(text, "oci:"))
		return open_named(true, target + strlen("oci:"), options, out, err);
	if (str_starts(text, "oci-archive:"))
		return open_named(false, target + strlen("oci-archive:"), options, out, err);
	if (str_starts(text, "docker-archive:"))
		return open_named(false, target + strlen("docker-archive:"), options, out, err);
	if (str_starts(text, "dir:"))
		return in_read_dir(target + strlen("dir:"), options, out, err);
	if (stat(target, &st))
		return err_sys(err, "%s", target);
	if (!S_ISDIR(st.st_mode))
		return in_read_file(target, NULL, options, out, err);
	return is_layout(target) ? in_read_layout(target, NULL, options, out, err)
				 : in_read_dir(target, options, out, err);
}

int in_add_parents(struct in_image *image, struct err *err)
{
	struct member dir = {.path = "", .type = MEMBER_DIR, .mode = 0755, .owner = OWNER_GENERATED};
	if (!fileset_get(&image->files, ""))
		fileset_put(&image->files, &dir);
	for (size_t i = 0; i < image->files.by_path.n; i++) {
		const struct member *m = image->files.by_path.entry[i].value;
		char *parent CLEANUP(mem_freep) = m ? path_parent(m->path) : NULL;
		const struct member *there = m ? fileset_get(&image->files, parent) : NULL;
		if (!m || (there && there->type == MEMBER_DIR))
			continue;
		if (there)
			return err_set(err, STATUS_UNTRUSTED, "/%s: lies in something that is not a directory", m->path);
		dir.path = parent;
		fileset_put(&image->files, &dir);
	}
	return 0;
}

/* The kernel places each map below the previous one, so most can be removed with one
 * call; each call makes all processors flush their tables of the address space. */
static void unmap_all(struct in *in)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	for (size_t i = 0; i < in->map.n;) {
		uintptr_t end = ((uintptr_t)in->map.at[i].p + in->map.at[i].n + page - 1) & ~(page - 1);
		uintptr_t start = (uintptr_t)in->map.at[i].p;
		for (i++; i < in->map.n; i++) {
			uintptr_t next = (uintptr_t)in->map.at[i].p + in->map.at[i].n;
			if (((next + page - 1) & ~(page - 1)) != start)
				break;
			start = (uintptr_t)in->map.at[i].p;
		}
		munmap((void *)start, end - start);
	}
}

void in_release(struct in *in)
{
	for (size_t i = 0; i < in->image.n; i++) {
		struct in_image *image = &in->image.at[i];
		fileset_release(&image->files);
		image_config_release(&image->config);
		vec_release(&image->outside);
		free(image->name);
	}
	unmap_all(in);
	vec_release(&in->image);
	vec_release(&in->map);
	arena_release(&in->arena);
}
