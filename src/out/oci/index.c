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

static int read_layout_text(int fd, const char *path, const char *name, struct buf *out,
			    struct err *err)
{
	struct stat st;
	if (fstat(fd, &st))
		return err_sys(err, "%s/%s", path, name);
	if (!S_ISREG(st.st_mode) || st.st_size > INDEX_LARGEST)
		return err_set(err, STATUS_FATAL, "%s/%s: is no regular file of at most 4 MiB", path, name);
	struct source *source = source_range(fd, 0, (uint64_t)st.st_size);
	buf_reserve(out, (size_t)st.st_size + 1);
	int status = st.st_size ? source_read_full(source, out->p, (size_t)st.st_size, err) : 0;
	source_close(source);
	if (status)
		return err_wrap(err, "%s/%s", path, name);
	out->n = (size_t)st.st_size;
	return 0;
}

/* Reads a document of the layout. NULL on error or if it does not exist; *found tells which. */
static json_t *load_layout_document(int layout, const char *path, const char *name, bool *found,
				    struct err *err)
{
	struct buf text CLEANUP(buf_release) = {0};
	json_error_t fault;
	int fd = openat(layout, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	*found = fd >= 0 || errno != ENOENT;
	if (fd < 0) {
		if (*found)
			err_sys(err, "%s/%s", path, name);
		return NULL;
	}
	int status = read_layout_text(fd, path, name, &text, err);
	close(fd);
	json_t *root = status ? NULL : json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &fault);
	if (!status && !root)
		err_set(err, STATUS_FATAL, "%s/%s:%d:%d: %s", path, name, fault.line, fault.column, fault.text);
	return root;
}

int oci_layout_check(int layout, const char *path, bool *found, struct err *err)
{
	json_t *root = load_layout_document(layout, path, "oci-layout", found, err);
	if (!root)
		return *found ? -1 : 0;
	const char *version = json_string_value(json_object_get(root, "imageLayoutVersion"));
	bool known = version && strncmp(version, "1.", 2) == 0;
	if (!known)
		err_set(err, STATUS_FATAL, "%s/oci-layout: version '%s' of the layout is not known; 1.0.0 is",
			path, version ? version : "");
	json_decref(root);
	return known ? 0 : -1;
}

json_t *oci_index_read(int layout, const char *path, struct err *err)
{
	bool found;
	json_t *index = load_layout_document(layout, path, "index.json", &found, err);
	if (!index)
		return found ? NULL : oci_index(json_array());
	const json_t *manifests = json_object_get(index, "manifests");
	/* umoci writes an empty list like this. */
	if (json_is_object(index) && (!manifests || json_is_null(manifests)))
		json_object_set_new(index, "manifests", json_array());
	if (json_is_array(json_object_get(index, "manifests")))
		return index;
	err_set(err, STATUS_FATAL, "%s/index.json: has no list of manifests", path);
	json_decref(index);
	return NULL;
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
