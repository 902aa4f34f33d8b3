/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Size rules: named rules that leave files of packages out to save space. A rule has
 * named values, each of which is a stanza of data/rules/: "gconv" may be utf, all or
 * none. One value of each rule is in force: the default, or the one that a profile or
 * --rule sets. debslim-profile(5), RULES, describes the format.
 *
 * Usage: initialise with zeros, read all stanzas, size_rules_complete(), size_rules_set() for
 * settings, size_rules_adapt() until it returns NULL; size_rules_release(). Text is in the arena
 * that the readers got, which must outlive the rules. */
#ifndef MODEL_SIZE_RULE_H
#define MODEL_SIZE_RULE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "fmt/deb822.h"

struct path_line {
	bool include;
	const char *glob;
	const char *from; /* "FILE:LINE:COLUMN", or NULL */
};

/* One value of a rule. */
struct size_rule {
	const char *name, *value, *reason;
	const char *of; /* applies only to files of this package; NULL: of all */
	struct names with; /* packages with one of which this value is in force, unless the user
	                    * set another */
	bool is_default, in_force;
	bool asked; /* size_rules_set() has set a value of this rule */
	bool hold; /* its files are held: kept if a kept file uses them */
	bool directories; /* directories that match are kept */
	bool loaded;  /* files that programs load are kept: a module's .la, an object file for
	               * BPF */
	bool firm;    /* does not give way to a requested package */
	bool once; /* applies to the build only, because later installations in the image need
	            * such files */
	VEC(struct path_line) line; /* empty: nothing is left out */
};

/* Files that a value leaves out but some packages use: they are kept in an image with
 * one of these packages. */
struct wish {
	const char *name, *of, *reason; /* of: "dev=drop" */
	struct names package; /* globs; "!GLOB" excludes packages */
	struct names path;    /* globs of paths */
};

struct size_rules {
	VEC(struct size_rule) list; /* in the order of the files */
	VEC(struct wish) wish;
};

/* Adds a stanza that starts with Rule: one value or, if it has no Value, the values drop
 * (the default) and keep. Text is copied to the arena. STATUS_FATAL with file, line and
 * column. */
int size_rules_read(struct size_rules *rules, struct arena *arena, const struct deb822 *file,
		    const struct deb822_stanza *stanza, struct err *err);
/* The same for a stanza that starts with Wish. */
int size_rules_read_wish(struct size_rules *rules, struct arena *arena, const struct deb822 *file,
			 const struct deb822_stanza *stanza, struct err *err);
/* Whether the wish applies to a package. */
bool wish_is_of(const struct wish *wish, const char *package);
/* Call it once all stanzas are read: checks that each rule has exactly one default, puts it in
 * force, and checks that the value of each wish is known. STATUS_FATAL if not. */
int size_rules_complete(struct size_rules *rules, struct err *err);

/* Puts "NAME=VALUE[,NAME=VALUE...]" in force. STATUS_FATAL for an unknown name or value,
 * with a hint at a similar one; the text starts with `where` ("--rule"). Settings before the
 * wrong one stay in force. */
int size_rules_set(struct size_rules *rules, const char *text, const char *where, struct err *err);
/* Puts the first value in force that a package of the image wants (`with`) and that is
 * not in force yet, unless size_rules_set() has set the rule. Returns it, with *package
 * set to that package; NULL if there is none. `has` says whether the image has a
 * package. */
const struct size_rule *size_rules_adapt(struct size_rules *rules,
					 bool (*has)(const void *context, const char *package),
					 const void *context, const char **package);
/* The value of a rule that is in force; NULL if there is no such rule. */
const char *size_rules_value(const struct size_rules *rules, const char *name);
/* Whether "NAME=VALUE" is in force; false if it is not known. */
bool size_rules_hold(const struct size_rules *rules, const char *setting);
/* Whether "NAME=VALUE" is known, for stanzas that refer to it. */
bool size_rules_know(const struct size_rules *rules, const char *setting);

void size_rules_release(struct size_rules *rules);

/* Parses "exclude GLOB" or "include GLOB"; the glob is copied to the arena and out->from
 * is not set. False, with `out` undefined, if it is neither, or the glob does not start with
 * "/". */
bool path_line_parse(struct arena *arena, const char *line, size_t n, struct path_line *out);

#endif
