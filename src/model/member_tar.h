/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes members of an image to a tar. */
#ifndef MODEL_MEMBER_TAR_H
#define MODEL_MEMBER_TAR_H

#include "base/err.h"
#include "fmt/tar_write.h"
#include "model/fileset.h"

/* Adds a member as tar_writer_add() would, with the same errors. */
int tar_writer_add_member(struct tar_writer *writer, const struct member *member, struct err *err);

#endif
