/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/member_tar.h"

int tar_writer_add_member(struct tar_writer *writer, const struct member *m, struct err *err)
{
	static const enum tar_write_type types[] = {[MEMBER_FILE] = TAR_WRITE_FILE,
						    [MEMBER_DIR] = TAR_WRITE_DIR,
						    [MEMBER_SYMLINK] = TAR_WRITE_SYMLINK,
						    [MEMBER_HARDLINK] = TAR_WRITE_HARDLINK};
	const struct tar_write_entry entry = {.path = m->path, .type = types[m->type], .mode = m->mode,
					      .uid = m->uid, .gid = m->gid, .mtime = m->mtime,
					      .target = m->target, .body = m->body,
					      .capability = m->capability};
	return tar_writer_add(writer, &entry, err);
}
