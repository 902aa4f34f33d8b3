/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out/oci/index.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/stream.h"
#include "out/oci/document.h"

enum { INDEX_LARGEST = 4 << 20 };

static int read_text(int fd, const char *path, struct buf *out, struct err *err)
{
	struct stat st;
	if (fstat(fd, &st))
		return err_sys(err, "%s/index.json", path);
	if (!S_ISREG(st.st_mode) || st.st_size > INDEX_LARGEST)
		return err_set(err, STATUS_FATAL, "%s/index.json: is no regular file of at most 4 MiB", path);
	struct source *source = source_range(fd, 0, (uint64_t)st.st_size);
	buf_reserve(out, (size_t)st.st_size + 1);
	int status = st.st_size ? source_read_full(source, out->p, (size_t)st.st_size, err) : 0;
	source_close(source);
	if (status)
		return err_wrap(err, "%s/index.json", path);
	out->n = (size_t)st.st_size;
	return 0;
}

static json_t *parse(const char *path, const struct buf *text, struct err *err)
{
	json_error_t fault;
	json_t *index = json_loadb(text->p, text->n, JSON_REJECT_DUPLICATES, &fault);
	if (index && json_is_array(json_object_get(index, "manifests")))
		return index;
	if (index)
		err_set(err, STATUS_FATAL, "%s/index.json: has no list of manifests", path);
	else
		err_set(err, STATUS_FATAL, "%s/index.json:%d:%d: %s", path, fault.line, fault.column, fault.text);
	json_decref(index);
	return NULL;
}

json_t *oci_index_read(int layout, const char *path, struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	int fd = openat(layout, "index.json", O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && errno == ENOENT)
		return oci_index(json_array());
	if (fd < 0) {
		err_sys(err, "%s/index.json", path);
		return NULL;
	}
	int status = read_text(fd, path, &text, err);
	close(fd);
	return status ? NULL : parse(path, &text, err);
}

static const char *ref_name(const json_t *descriptor)
{
	return json_string_value(json_object_get(json_object_get(descriptor, "annotations"),
						 "org.opencontainers.image.ref.name"));
}

void oci_index_add(json_t *index, const json_t *descriptor)
{
	json_t *manifests = json_object_get(index, "manifests");
	const char *name = ref_name(descriptor);
	for (size_t i = json_array_size(manifests); i-- > 0;) {
		const char *other = ref_name(json_array_get(manifests, i));
		if (name && other && strcmp(other, name) == 0)
			json_array_remove(manifests, i);
	}
	json_array_append(manifests, (json_t *)(uintptr_t)descriptor);
}
