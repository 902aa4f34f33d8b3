/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds what the maintainer scripts of the packages of an image would have done at a
 * first installation (`preinst install`, `postinst configure ""`) by reading them.
 * Nothing is run. The verdict on each script is one of
 *       none          it does nothing at a first installation,
 *       emulated      its effects (model/effects.h) are known, all of them,
 *       safe-to-skip  what it does has no use in an image, for a reason,
 *       unhandled     something was not understood: `unhandled` lists the lines.
 * A rule of data/rules/ (model/rules.h) replaces the reading of a script, or says which
 * commands to skip. Known effects are carried out even if other lines of the script are
 * unhandled.
 *
 * Order: all preinst, then all postinst scripts; packages follow those that they depend
 * on, otherwise by name. Each script is read on the image as the earlier ones left it.
 *
 * Usage: maintscript_run(), maintscript_tell() when the image is finished,
 * maintscript_release(). */
#ifndef STAGE_MAINTSCRIPT_MAINTSCRIPT_H
#define STAGE_MAINTSCRIPT_MAINTSCRIPT_H

#include "base/err.h"
#include "model/effects.h"
#include "model/fileset.h"
#include "model/rules.h"
#include "model/unmade.h"
#include "model/package_files.h"

struct maintscript_input {
	const struct universe *universe; /* NULL: which packages the image lacks is not known */
	const struct rules *rules;       /* not NULL */
	const char *suite, *architecture; /* "bookworm", NULL or "" if not known; "amd64" */
	const struct package_files *package; /* [n]: all packages of the image */
	size_t n;
};

/* The image that scripts see and change. */
struct maintscript_image {
	struct fileset *files; /* NULL: not known, so tests of files are undecided */
	/* Carries an effect out, like effect_apply(), and keeps nothing of it. After STATUS_FATAL
	 * the line counts as not understood, and the script goes on. NULL: effects are only
	 * reported. */
	int (*apply)(void *context, const struct effect *effect, struct fileset *files,
		     struct err *err);
	/* Whether the image has an account; NULL: only those of Debian's base-passwd. */
	bool (*has_user)(void *context, const char *name);
	bool (*has_group)(void *context, const char *name);
	void *context;
};

struct maintscript_line {
	unsigned line;    /* of the script, from 1; 0: the whole script */
	const char *text; /* the command */
	const char *why;
};

struct maintscript {
	package_id id;
	const char *package, *script; /* "libc6", "postinst" */
	enum script_policy policy;
	const char *reason; /* of the verdict, for people */
	struct names effects; /* as text, in order */
	VEC(struct maintscript_line) unhandled;
	const struct script_rule *rule; /* NULL: none; if it has `skip`, the script was also read */
};

/* Text is in the arena of `effects`, or that of the packages and rules. */
struct maintscript_report {
	VEC(struct maintscript) script; /* by package; preinst before postinst */
	struct effects effects;         /* all, in the order in which they are carried out */
	VEC(struct effect) doubted;     /* not carried out: only running the script would decide
	                                 * whether they happen */
};

/* Overwrites `out`, which the caller releases, and which the rules, the universe and the packages
 * must outlive. The only error is one of apply() that is not STATUS_FATAL; then `out` is all zero,
 * and image->files may hold part of the work. A script that cannot be read is not an error but
 * unhandled. */
int maintscript_run(const struct maintscript_input *input, const struct maintscript_image *image,
		    struct maintscript_report *out, struct err *err);
/* Adds to `out` what the finished image lacks: files that scripts wrote with unknown
 * content, if the image does not have them or has them as a package ships them; and what
 * scripts may have done to owners, modes, directories and links, if the image differs.
 * `drops` says whether the size rules leave a path, in normal form, out anyway; it may
 * be NULL. `out` keeps nothing of the other arguments. */
void maintscript_tell(const struct maintscript_input *input, const struct maintscript_report *report,
		      const struct fileset *files, bool (*drops)(void *context, const char *path),
		      void *context, struct unmade_list *out);
void maintscript_release(struct maintscript_report *report);
/* The number of unhandled scripts. */
size_t maintscript_unhandled(const struct maintscript_report *report);

#endif
