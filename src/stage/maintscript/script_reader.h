/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to stage/maintscript: reads one maintainer script by the interface of fmt/reader.h. The
 * body is the script, the record what it does at a first installation. A script that cannot be
 * parsed is not an error: its record has one unhandled line, with the number 0. */
#ifndef STAGE_MAINTSCRIPT_SCRIPT_READER_H
#define STAGE_MAINTSCRIPT_SCRIPT_READER_H

#include "fmt/reader.h"
#include "stage/maintscript/maintscript.h"

/* The question; not NULL. The walk reads the image but changes nothing. */
struct script_question {
	const struct maintscript_input *input;
	const struct maintscript_image *image; /* as the scripts before this one left it */
	const struct effects *before;          /* those of the scripts before this one */
	const struct package_files *package;
	const char *script; /* "postinst" */
	const struct script_rule *rule; /* a rule whose `skip` names commands to pass over, or NULL */
};

struct done {
	struct effect effect; /* of a record: without owner and script */
	const char *source;   /* the command */
};

struct skipped {
	size_t glob; /* index in rule->skip */
};

/* The record of script_reader. No path of an effect is relative, and no text that its kind needs is
 * NULL. */
struct script_record {
	VEC(struct done) done;    /* effects, in their order */
	VEC(struct done) doubted; /* only running the script would decide whether they happen; without
	                           * `source` */
	VEC(struct maintscript_line) unhandled;
	struct names reason;         /* why something can be skipped, each once */
	VEC(struct skipped) skipped; /* globs that matched a command; not checked against the rule */
};

extern const struct reader script_reader;

#endif
