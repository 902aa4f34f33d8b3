/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/maintscript/maintscript: what the commands for files share. */
#ifndef STAGE_MAINTSCRIPT_FILES_H
#define STAGE_MAINTSCRIPT_FILES_H

#include "stage/maintscript/eval.h"

typedef int apply_options(struct eval *e, const struct option_list *o);

/* Takes the options off and calls `apply`, if all are among `allowed` ("-f -r
 * --force") and every word is known; else the line is unhandled. */
int file_options(struct eval *e, struct call *call, const char *letters, const char *const *longs,
		 const char *allowed, apply_options *apply);
int file_no_path(struct eval *e);   /* unhandled: the path is not known */
int file_not_there(struct eval *e); /* 0, and the reason why nothing is done */
/* The file to copy is not in the image, so that the goal is not made: unhandled. */
int file_copy_lost(struct eval *e, const char *from, const char *to);
/* Sets an owner or a group; NULL where neither is given. */
struct effect *file_rights(struct eval *e, const char *path, const char *owner, const char *group);
bool file_octal(const char *text, uint32_t *mode); /* "0755"; false where it is none */

int file_gunzip(struct eval *e, struct call *call); /* zcat, gunzip, gzip */

extern const struct command commands_modes[], commands_look[], commands_find[];

#endif
