/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each file of an image uses, read from the file itself and looked up in the file set as
 * the kernel, the dynamic loader and the shell would (execve(2), ld.so(8), execvp(3)). Nothing
 * is executed. Where the files come from does not matter.
 *
 * Every program is loaded as ld.so would load it. A shared object that no program links is
 * loaded by itself, because some program may dlopen(3) it. What such an object needs counts as
 * found if a program of the image links a library of that name: it would be loaded already. */
#ifndef STAGE_USES_USES_H
#define STAGE_USES_USES_H

#include "base/map.h"
#include "base/mem.h"
#include "model/fileset.h"
#include "model/rules.h"
#include "model/use.h"

/* Which uses are read. */
enum {
	USES_CERTAIN = 1,  /* what files cannot do without: links, interpreters, loaders, libraries, versions */
	USES_POSSIBLE = 2, /* what programs and shell scripts may call or load */
	USES_DATA = 4,     /* what the Data stanzas of the rules say */
};

struct uses_input {
	const struct fileset *files; /* its members stay as they are while it is read */
	unsigned reads; /* a sum of the enum; what is certain is always read */
	const struct names *configured; /* directories of ld.so.conf, absolute; for a file set that has
					   no /etc/ld.so.cache yet; or NULL */
	const struct names *outside; /* directories whose content is not known, normal form; or NULL */
	const struct rules *rules;   /* for USE_NAMED and USE_DATA, which are not looked for without; or NULL */
};

/* A file that cannot be read as what it claims to be. */
struct use_problem {
	const struct member *by; /* of the file set */
	bool broken; /* the loader refuses it; else only what it says about itself is lost */
	const char *text;
};

struct uses {
	struct arena arena; /* all text */
	VEC(struct use) use; /* in the order of reading until uses_sort() */
	VEC(struct use_problem) problem;
	size_t links, scripts, programs, libraries; /* how many were looked at */
};

/* Sets `out` to the uses of all files that are not held; the caller releases it. Nothing of a
 * file can make this fail: what cannot be read is a problem. The members stay the file set's,
 * which must outlive `out`; the rest of the input need not. */
void uses_read(const struct uses_input *input, struct uses *out);

/* The same in steps, for a file set whose held members are still to be decided about: they
 * use nothing, but are found by what uses them. uses_extend() adds the uses of the files that
 * have not been read yet and are not held (any more). Of the possible uses, it reads only the
 * commands that shell scripts call; uses_read() also reads what programs load or run only at
 * need. uses_begin() overwrites `out`, which the caller releases after uses_end(). Input and output
 * must outlive the reader, and nobody may sort or release `out` before uses_end(). A pointer into
 * out->use is valid until the next uses_extend(). */
struct uses_run *uses_begin(const struct uses_input *input, struct uses *out);
void uses_extend(struct uses_run *run);
void uses_end(struct uses_run *run);

/* What the text of one file says, whatever its format: these add to `out`, which may be all zero,
 * each file once, in the order of the text. Every use is a possible one. They do not number the
 * uses, so uses_sort() does not keep the order of these.
 *
 * Existing files and directories whose absolute path the text contains (USE_MENTION), links
 * followed. "/usr/lib/x/%s" stands for the directory. */
void uses_mentions(const struct fileset *files, const struct member *by, struct uses *out);
/* Commands (name -> struct member) whose name follows one of the characters of `before` and ends
 * at a quote, a blank or an operator of the shell (USE_COMMAND). */
void uses_words(const struct member *by, const struct map *commands, const char *before, struct uses *out);
/* Commands that a script for sh, dash or bash calls (USE_COMMAND), read as the shell does or, if
 * it is not POSIX shell, by uses_words(). Returns false, and adds nothing, for other files. */
bool uses_calls(const struct member *by, const struct map *commands, struct uses *out);

/* Adds the commands that such a script calls whenever it runs (USE_COMMAND, sure), also those that
 * the image lacks, for which `to` is NULL. Adds nothing for other files. */
void uses_certain_calls(const struct fileset *files, const struct member *by, struct uses *out);

/* By the path of who uses, then by use.number, the order of reading. */
void uses_sort(struct uses *uses);
void uses_release(struct uses *uses);

#endif
