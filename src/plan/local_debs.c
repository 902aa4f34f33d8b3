/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/local_debs.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "fmt/deb822.h"
#include "io/hash.h"
#include "io/stream.h"

static int is_deb(const struct dirent *entry)
{
	return str_ends(str_from(entry->d_name), ".deb");
}

static int by_deb_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Refuses fields that the index adds. */
static int check_stanza(const char *path, struct str text, struct err *err)
{
	static const char *const ours[] = {"Filename", "Size", "SHA256", "MD5sum", "SHA1", "SHA512"};
	struct deb822 control;
	int status = 0;
	if (deb822_parse(path, text, 0, STATUS_UNTRUSTED, &control, err))
		return -1;
	if (control.stanza.n != 1)
		status = err_set(err, STATUS_UNTRUSTED, "%s: control holds %zu stanzas instead of one",
				 path, control.stanza.n);
	for (size_t i = 0; i < ARRAY_LEN(ours) && !status; i++)
		if (deb822_find(&control.stanza.at[0], ours[i]))
			status = err_set(err, STATUS_UNTRUSTED, "%s: control holds the field %s", path,
					 ours[i]);
	deb822_release(&control);
	return status;
}

static int hash_file(const char *path, struct hash_hex *sha256, uint64_t *size, struct err *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, "%s", path);
	int status = fstat(fd, &st) ? err_sys(err, "%s", path) : hash_fd(HASH_SHA256, fd, sha256, err);
	*size = (uint64_t)st.st_size;
	close(fd);
	return status;
}

static int add_deb(const char *path, const struct ingest_limits *limits, struct buf *index,
		   struct err *err)
{
	struct buf control CLEANUP(buf_release) = {0};
	struct hash_hex sha256;
	uint64_t size = 0;
	char real[PATH_MAX];
	if (!realpath(path, real))
		return err_sys(err, "--debs: %s", path);
	if (ingest_control(real, limits, &control, err) ||
	    check_stanza(path, buf_str(&control), err) || hash_file(real, &sha256, &size, err))
		return -1;
	struct str stanza = str_trim(buf_str(&control));
	buf_printf(index, "%.*s\nFilename: %s\nSize: %llu\nSHA256: %s\n\n", STR_ARG(stanza), real,
		   (unsigned long long)size, sha256.text);
	return 0;
}

static int add_debs_of_directory(const char *directory, const struct ingest_limits *limits,
			      struct buf *index, struct err *err)
{
	struct dirent **entry = NULL;
	int n = scandir(directory, &entry, is_deb, by_deb_name), status = 0;
	if (n < 0)
		return err_sys(err, "--debs: %s", directory);
	if (n == 0)
		status = err_set(err, STATUS_FATAL, "--debs: %s: no .deb in it", directory);
	for (int i = 0; i < n; i++) {
		char *path = mem_printf("%s/%s", directory, entry[i]->d_name);
		if (!status)
			status = add_deb(path, limits, index, err);
		free(path);
		free(entry[i]);
	}
	free(entry);
	return status;
}

static int write_debs_index(const char *dir, const struct buf *index, char **path, struct err *err)
{
	char *name = mem_printf("%s/debs-index-XXXXXX", dir);
	int fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0) {
		err_sys(err, "%s", name);
		free(name);
		return -1;
	}
	struct sink *sink CLEANUP(sink_closep) = sink_fd(fd, name);
	int status = sink_write(sink, index->p, index->n, err) || sink_finish(sink, err) ? -1 : 0;
	close(fd);
	if (status) {
		unlink(name);
		free(name);
		return -1;
	}
	*path = name;
	return 0;
}

int local_debs_index(const struct names *from, const char *dir, const struct ingest_limits *limits,
		     char **path, struct err *err)
{
	struct buf index CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < from->n; i++) {
		struct stat st;
		if (stat(from->at[i], &st))
			return err_sys(err, "--debs: %s", from->at[i]);
		if (S_ISDIR(st.st_mode) ? add_debs_of_directory(from->at[i], limits, &index, err)
					: add_deb(from->at[i], limits, &index, err))
			return -1;
	}
	return write_debs_index(dir, &index, path, err);
}
