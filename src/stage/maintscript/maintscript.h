/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the maintainer scripts of the packages of an image would have done at a
 * first installation (`preinst install`, `postinst configure ""`), found by
 * reading them. Nothing is run. Each script comes out as
 *   none          it does nothing at a first installation,
 *   emulated      its effects (model/effects.h) are known, all of them,
 *   safe-to-skip  what it does has no use in an image, with the reason,
 *   unhandled     something was not understood: the lines say what.
 * A rule of data/rules/ (model/rules.h) comes before the reading, or says what to
 * pass over. Effects that are
 * known are carried out even where other lines of the script are unhandled.
 *
 * Order: preinst, then postinst scripts, each package after those that it
 * depends on, else by name; each is read on the image as those before left it. */
#ifndef STAGE_MAINTSCRIPT_MAINTSCRIPT_H
#define STAGE_MAINTSCRIPT_MAINTSCRIPT_H

#include "base/err.h"
#include "model/effects.h"
#include "model/fileset.h"
#include "model/rules.h"
#include "model/unmade.h"
#include "model/package_files.h"

struct maintscript_input {
	const struct universe *universe;
	const struct rules *rules;
	const char *suite, *architecture; /* "bookworm", "amd64" */
	const struct package_files *package;
	size_t n;
};

/* The image that scripts look at and act on. */
struct maintscript_image {
	struct fileset *files; /* NULL: not known, so that tests of files are undecided */
	/* Carries an effect out; NULL: nothing is. */
	int (*apply)(void *context, const struct effect *effect, struct fileset *files,
		     struct err *err);
	/* Accounts of the image; NULL: those of Debian's base-passwd. */
	bool (*has_user)(void *context, const char *name);
	bool (*has_group)(void *context, const char *name);
	void *context;
};

struct maintscript_line {
	unsigned line;    /* of the script, from 1; 0: all of it */
	const char *text; /* the command */
	const char *why;
};

struct maintscript {
	package_id id;
	const char *package, *script; /* "postinst" */
	enum script_policy policy;
	const char *reason;
	struct names effects; /* as text, in order */
	VEC(struct maintscript_line) unhandled;
	const struct script_rule *rule; /* NULL: none; with `skip` the script was read, too */
};

/* Texts live in the arena of `effects`. */
struct maintscript_report {
	VEC(struct maintscript) script; /* by package, then script */
	struct effects effects;         /* all, in the order in which they are carried out */
	VEC(struct effect) doubted;     /* not carried out: only running the script can tell whether they are due */
};

/* STATUS_… of apply(); a script that cannot be read is no error. */
int maintscript_run(const struct maintscript_input *input, const struct maintscript_image *image,
		    struct maintscript_report *out, struct err *err);
/* Adds the files that scripts wrote, and that the finished image does not have or has
 * as a package ships them, because what they wrote is not known; and what they may have
 * done to owners, modes, directories and links, where the image is otherwise. Not what the size
 * rules leave out anyway (`drops`, of a path in normal form; NULL: nothing). */
void maintscript_tell(const struct maintscript_input *input, const struct maintscript_report *report,
		      const struct fileset *files, bool (*drops)(void *context, const char *path),
		      void *context, struct unmade_list *out);
void maintscript_release(struct maintscript_report *report);
/* How many scripts are unhandled. */
size_t maintscript_unhandled(const struct maintscript_report *report);

#endif
