/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/tar_import.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include "base/mem.h"

enum { PIECE = 64 * 1024 };

struct tar_import {
	struct archive *archive;
	struct source *source;
	struct err failure; /* error of the source, kept while libarchive returns its own */
	bool at_end;        /* the source has reached its end */
	/* content of the current entry: bytes returned so far, and its size */
	uint64_t given, size;
	struct str block; /* the last block from libarchive, and its offset */
	uint64_t block_at;
	unsigned char buffer[PIECE];
};

static const char zeros[PIECE];

static la_ssize_t pull(struct archive *archive, void *context, const void **data)
{
	struct tar_import *t = context;
	(void)archive;
	*data = t->buffer;
	if (t->at_end)
		return 0;
	ssize_t n = t->source->read(t->source, t->buffer, sizeof(t->buffer), &t->failure);
	t->at_end = n <= 0;
	return n;
}

static int fail_import(struct tar_import *t, struct err *err)
{
	const char *text = archive_error_string(t->archive);
	if (t->failure.text) {
		err_move(err, &t->failure);
		return -1;
	}
	return err_set(err, STATUS_UNTRUSTED, "tar: %s", text ? text : "malformed");
}

struct tar_import *tar_import_open(struct source *source, struct err *err)
{
	struct tar_import *t = mem_alloc(sizeof(*t));
	t->source = source;
	t->archive = archive_read_new();
	if (t->archive && archive_read_support_format_tar(t->archive) == ARCHIVE_OK &&
	    archive_read_open(t->archive, t, NULL, pull, NULL) == ARCHIVE_OK)
		return t;
	if (t->archive)
		fail_import(t, err);
	else
		err_set(err, STATUS_FATAL, "tar: out of memory");
	tar_import_close(t);
	return NULL;
}

/* A decoder has only checked its stream when it was read to the end. */
static int drain_source(struct tar_import *t, struct err *err)
{
	while (!t->at_end) {
		ssize_t n = t->source->read(t->source, t->buffer, sizeof(t->buffer), err);
		t->at_end = n <= 0;
		if (n < 0)
			return -1;
	}
	return 0;
}

static enum tar_import_type type_of(struct archive_entry *e)
{
	if (archive_entry_hardlink(e))
		return TAR_IMPORT_HARDLINK;
	switch (archive_entry_filetype(e)) {
	case AE_IFREG:
		return TAR_IMPORT_FILE;
	case AE_IFDIR:
		return TAR_IMPORT_DIR;
	case AE_IFLNK:
		return TAR_IMPORT_SYMLINK;
	default:
		return TAR_IMPORT_OTHER;
	}
}

int tar_import_next(struct tar_import *t, struct tar_import_entry *out, struct err *err)
{
	struct archive_entry *e;
	int code = archive_read_next_header(t->archive, &e);
	if (code == ARCHIVE_EOF && !t->failure.text)
		return drain_source(t, err);
	if (code != ARCHIVE_OK)
		return fail_import(t, err);
	const char *name = archive_entry_pathname(e), *hard = archive_entry_hardlink(e);
	const char *link = hard ? hard : archive_entry_symlink(e);
	*out = (struct tar_import_entry){.name = name ? name : "",
					 .link = link ? link : "",
					 .type = type_of(e),
					 .mode = archive_entry_mode(e) & 07777,
					 .uid = (uint32_t)archive_entry_uid(e),
					 .gid = (uint32_t)archive_entry_gid(e),
					 .mtime = archive_entry_mtime(e)};
	if (out->type == TAR_IMPORT_FILE && archive_entry_size(e) > 0)
		out->size = (uint64_t)archive_entry_size(e);
	t->given = 0;
	t->size = out->size;
	t->block = (struct str){0};
	t->block_at = 0;
	return 1;
}

/* Returns zeros from the current position up to `end`. */
static int give_hole(struct tar_import *t, uint64_t end, struct str *piece)
{
	uint64_t n = end - t->given;
	*piece = (struct str){zeros, n < PIECE ? n : PIECE};
	t->given += piece->n;
	return 1;
}

int tar_import_body(struct tar_import *t, struct str *piece, struct err *err)
{
	while (!t->block.n && t->given < t->size) {
		const void *data;
		size_t n;
		la_int64_t at;
		int code = archive_read_data_block(t->archive, &data, &n, &at);
		if (code == ARCHIVE_EOF && !t->failure.text)
			return give_hole(t, t->size, piece);
		if (code != ARCHIVE_OK)
			return fail_import(t, err);
		if (at < 0 || (uint64_t)at < t->given || (uint64_t)at > t->size ||
		    n > t->size - (uint64_t)at)
			return err_set(err, STATUS_UNTRUSTED, "tar: a body leaves its bounds");
		t->block = (struct str){data, n};
		t->block_at = (uint64_t)at;
	}
	if (!t->block.n)
		return 0;
	if (t->given < t->block_at)
		return give_hole(t, t->block_at, piece);
	*piece = t->block;
	t->given += piece->n;
	t->block.n = 0;
	return 1;
}

void tar_import_close(struct tar_import *t)
{
	if (!t)
		return;
	if (t->archive)
		archive_read_free(t->archive);
	source_close(t->source);
	err_release(&t->failure);
	free(t);
}

void tar_import_closep(struct tar_import **t)
{
	tar_import_close(*t);
}
