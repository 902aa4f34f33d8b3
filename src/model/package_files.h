/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of one package, wherever they come from: members of its data, its control files,
 * and what the rules left out. */
#ifndef MODEL_PACKAGE_FILES_H
#define MODEL_PACKAGE_FILES_H

#include "base/mem.h"
#include "base/str.h"
#include "model/fileset.h"
#include "model/left_out.h"
#include "model/universe.h"

struct control_file {
	const char *name; /* "control", "md5sums", "postinst" … */
	struct str body;
};

/* Bytes in memory that files are views of. A member is of this package if its origin is this
 * one, whatever its path has become. */
struct origin {
	struct str bytes;
	void (*release)(struct origin *origin); /* frees the bytes and itself */
};

/* Text and bodies are views of the origin. */
struct package_files {
	const struct package *package; /* of the universe, which may be loaded anew */
	package_id id;                 /* the owner of the members */
	VEC(struct member) member;        /* kept and held ones, in archive order */
	VEC(struct control_file) control; /* regular files of control.tar */
	struct left_out_list left_out; /* members that rules left out, in archive order */
	uint64_t *spared; /* [filter->names.n]: bytes that each rule would have taken, had it not given way */
	struct str list; /* where asked for: what dpkg keeps as NAME.list, "/path" of every member, left
			    out ones too, one a line in the order of the archive, symlinks last; "/."
			    for the root */
	struct origin *origin;
};

/* The one of `n` packages that has this name; NULL where none. */
const struct package_files *package_files_find(const struct package_files *package, size_t n,
					       const char *name);
/* NULL where there is no control file of that name. */
const struct control_file *package_files_control(const struct package_files *files, const char *name);
/* The same package in a universe that was loaded anew. */
void package_files_rename(struct package_files *files, const struct package *package, package_id id);
void package_files_release(struct package_files *files);

#endif
