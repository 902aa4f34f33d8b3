/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of one package, wherever they come from: the members of its data, its
 * control files, and the members that the rules leave out. */
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

/* Owns bytes in memory that files are views of. Whether a file is still the one that a
 * package ships is decided by member.origin, not by its path, which may have changed. */
struct origin {
	struct str bytes;
	void (*release)(struct origin *origin); /* frees the bytes and the origin */
};

/* Text and content are views of the origin. package_files_release() frees all of it. */
struct package_files {
	const struct package *package; /* in a universe; see package_files_rename() */
	package_id id;                 /* owner of the members */
	VEC(struct member) member;        /* kept and held members, in archive order */
	VEC(struct control_file) control; /* regular files of control.tar */
	struct left_out_list left_out; /* members that rules leave out, in archive order */
	uint64_t *spared; /* [filter->names.n]: bytes that each rule would have taken if it had
	                   * not given way */
	struct str list; /* the content of dpkg's NAME.list, i.e. "/path" of every member
	                  * including those left out, one per line in archive order, symlinks
	                  * last, "/." for the root */
	struct origin *origin; /* owned; or NULL */
	char *identity; /* says what was read and by which rules: packages with the same identity
	                 * have the same files. The source (model/files_source.h) sets it, else
	                 * NULL */
};

/* The one of `n` packages that has this name; NULL where none. */
const struct package_files *package_files_find(const struct package_files *package, size_t n,
					       const char *name);
/* The control file of that name, or NULL. */
const struct control_file *package_files_control(const struct package_files *files, const char *name);
/* Sets package and id, and makes the id the owner of the members and of the entries of left_out,
 * after the universe was loaded again. */
void package_files_rename(struct package_files *files, const struct package *package, package_id id);
void package_files_release(struct package_files *files); /* all zero afterwards */

#endif
