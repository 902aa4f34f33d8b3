/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/tar_write.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include "base/mem.h"

struct tar_writer {
	struct archive *archive;
	struct archive_entry *entry;
	struct sink *output;
	const char *prefix;
	struct err failure; /* error of the sink, kept while libarchive returns its own */
};

static la_ssize_t pass_on(struct archive *archive, void *context, const void *data, size_t n)
{
	struct tar_writer *w = context;
	(void)archive;
	if (w->failure.text || sink_write(w->output, data, n, &w->failure))
		return -1;
	return (la_ssize_t)n;
}

static int fail_writing(struct tar_writer *w, struct err *err)
{
	if (w->failure.text) {
		err_release(err);
		err_move(err, &w->failure);
		return -1;
	}
	const char *text = archive_error_string(w->archive);
	return err_set(err, STATUS_FATAL, "tar: %s", text ? text : "libarchive failed");
}

struct tar_writer *tar_writer_open(struct sink *output, const char *prefix, struct err *err)
{
	struct tar_writer *w = mem_alloc(sizeof(*w));
	w->output = output;
	w->prefix = prefix;
	w->archive = archive_write_new();
	w->entry = archive_entry_new();
	if (w->archive && w->entry && archive_write_set_format_pax_restricted(w->archive) == ARCHIVE_OK &&
	    archive_write_set_format_option(w->archive, NULL, "xattrheader", "SCHILY") == ARCHIVE_OK &&
	    archive_write_set_bytes_per_block(w->archive, 0) == ARCHIVE_OK &&
	    archive_write_open(w->archive, w, NULL, pass_on, NULL) == ARCHIVE_OK)
		return w;
	if (w->archive)
		fail_writing(w, err);
	else
		err_set(err, STATUS_FATAL, "tar: out of memory");
	tar_writer_close(w);
	return NULL;
}

static void fill_entry(struct archive_entry *e, const char *prefix,
		       const struct tar_write_entry *entry)
{
	static const unsigned types[] = {[TAR_WRITE_FILE] = AE_IFREG,
					 [TAR_WRITE_DIR] = AE_IFDIR,
					 [TAR_WRITE_SYMLINK] = AE_IFLNK,
					 [TAR_WRITE_HARDLINK] = AE_IFREG};
	char *path CLEANUP(mem_freep) = mem_printf("%s%s%s", prefix, entry->path,
		entry->type == TAR_WRITE_DIR && *entry->path ? "/" : "");
	archive_entry_clear(e);
	archive_entry_set_pathname(e, path);
	archive_entry_set_filetype(e, types[entry->type]);
	archive_entry_set_perm(e, entry->mode);
	archive_entry_set_uid(e, entry->uid);
	archive_entry_set_gid(e, entry->gid);
	archive_entry_set_mtime(e, entry->mtime, 0);
	archive_entry_set_size(e, entry->type == TAR_WRITE_FILE ? (la_int64_t)entry->body.n : 0);
	if (entry->type == TAR_WRITE_FILE && entry->capability.n)
		archive_entry_xattr_add_entry(e, "security.capability", entry->capability.p, entry->capability.n);
	if (entry->type == TAR_WRITE_SYMLINK)
		archive_entry_set_symlink(e, entry->target);
	if (entry->type == TAR_WRITE_HARDLINK) {
		char *target CLEANUP(mem_freep) = mem_printf("%s%s", prefix, entry->target);
		archive_entry_set_hardlink(e, target);
	}
}

int tar_writer_add(struct tar_writer *w, const struct tar_write_entry *entry, struct err *err)
{
	fill_entry(w->entry, w->prefix, entry);
	int status = archive_write_header(w->archive, w->entry);
	/* ARCHIVE_WARN: a name that is not UTF-8 was written unchanged. */
	if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
		return err_wrap((fail_writing(w, err), err), "/%s", entry->path);
	if (entry->type != TAR_WRITE_FILE)
		return 0;
	size_t done = 0;
	while (done < entry->body.n) {
		la_ssize_t n = archive_write_data(w->archive, entry->body.p + done,
						  entry->body.n - done);
		if (n <= 0)
			return fail_writing(w, err);
		done += (size_t)n;
	}
	return 0;
}

int tar_writer_finish(struct tar_writer *w, struct err *err)
{
	return archive_write_close(w->archive) == ARCHIVE_OK ? 0 : fail_writing(w, err);
}

void tar_writer_close(struct tar_writer *w)
{
	if (!w)
		return;
	if (w->archive) {
		/* Without a finish nothing more may be written: pass_on() refuses it. Closed explicitly,
		 * since archive_write_free() of libarchive 3.6 does not release the state of the output
		 * of an archive that has failed. */
		if (!w->failure.text)
			err_set(&w->failure, STATUS_FATAL, "closed");
		archive_write_close(w->archive);
		archive_write_free(w->archive);
	}
	archive_entry_free(w->entry);
	err_release(&w->failure);
	free(w);
}
