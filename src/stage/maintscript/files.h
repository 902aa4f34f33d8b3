/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/maintscript: helpers of the commands for files. Functions that
 * return int return an exit status: a number, or UNSURE. Paths are those of absolute(). */
#ifndef STAGE_MAINTSCRIPT_FILES_H
#define STAGE_MAINTSCRIPT_FILES_H

#include "stage/maintscript/eval.h"

/* Does a command whose options are known. `o` is valid during the call. */
typedef int apply_options(struct eval *e, const struct option_list *o);

/* Parses the options with options_take() and calls `apply` if all of them are in `allowed`
 * ("-f -r --force") and every word is known; else the line is unhandled. */
int file_options(struct eval *e, struct call *call, const char *letters, const char *const *longs,
		 const char *allowed, apply_options *apply);
int file_no_path(struct eval *e);   /* unhandled: the path is not known */
int file_not_there(struct eval *e); /* returns 0 and records why nothing is done */
/* The file to copy is not in the image, so its destination is not made: unhandled. */
int file_copy_lost(struct eval *e, const char *from, const char *to);
/* Adds an effect that sets owner or group, as effect_add() does; NULL if neither is given. "" is
 * the same as NULL. */
struct effect *file_rights(struct eval *e, const char *path, const char *owner, const char *group);
bool file_octal(const char *text, uint32_t *mode); /* parses "0755"; false, with *mode unchanged, if
                                                     * it is not a mode, or NULL */

int file_gunzip(struct eval *e, struct call *call); /* zcat, gunzip, gzip */
int file_grep(struct eval *e, struct call *call);   /* grep, egrep, fgrep */
int file_sed(struct eval *e, struct call *call);

extern const struct command commands_modes[], commands_look[], commands_find[];

#endif
