/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Size rules: what is left out of packages to save room, by name. Each rule has
 * named values, one stanza of data/rules/ each: "gconv" may be utf, all or none.
 * One value is in force: the default, or what a profile or --rule says. Format:
 * debslim-profile(5), RULES. */
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

/* One value of one rule. */
struct size_rule {
	const char *name, *value, *reason;
	const char *of; /* only the files of this package; NULL: of all */
	struct names with; /* packages that want it: in force beside one of them, if nothing else is asked for */
	bool is_default, in_force;
	bool asked; /* size_rules_set() was given a value of this rule */
	bool hold; /* its files may be needed by something that is kept */
	bool folders; /* directories below it stay */
	bool loaded;  /* what a program loads stays: a module's .la, an object file for BPF */
	bool firm;    /* does not give way to a package that was asked for */
	bool once; /* its files are of use in the build: a later installation needs them */
	VEC(struct path_line) line; /* none: nothing is left out */
};

/* What packages use of that which a value leaves out: it stays beside one of them. */
struct wish {
	const char *name, *of, *reason; /* of: "dev=drop" */
	struct names package; /* globs; those after "!" are none of them */
	struct names path;    /* globs */
};

struct size_rules {
	VEC(struct size_rule) list; /* in the order of the files */
	VEC(struct wish) wish;
};

/* Adds what a stanza that starts with Rule says: one value, or drop (the default)
 * and keep where it has no Value. Text goes to the arena. STATUS_FATAL with file,
 * line and column. */
int size_rules_read(struct size_rules *rules, struct arena *arena, const struct deb822 *file,
		    const struct deb822_stanza *stanza, struct err *err);
/* The same for a stanza that starts with Wish. */
int size_rules_read_wish(struct size_rules *rules, struct arena *arena, const struct deb822 *file,
			 const struct deb822_stanza *stanza, struct err *err);
/* Whether a package is one of those that have the wish. */
bool wish_is_of(const struct wish *wish, const char *package);
/* Once all are read: that each rule has one default; puts it in force. */
int size_rules_complete(struct size_rules *rules, struct err *err);

/* Puts "NAME=VALUE[,NAME=VALUE...]" in force. An unknown name or value is
 * STATUS_FATAL, with a hint at what was meant; `where` stands before the text. */
int size_rules_set(struct size_rules *rules, const char *text, const char *where, struct err *err);
/* The first value that is not in force, but should be as there is a package which wants
 * it and nobody has asked for another one: puts it there. NULL if there is none. *package
 * says which one it is. */
const struct size_rule *size_rules_adapt(struct size_rules *rules,
					 bool (*has)(const void *context, const char *package),
					 const void *context, const char **package);
/* The value of a rule that is in force, or NULL: no such rule. */
const char *size_rules_value(const struct size_rules *rules, const char *name);
/* Whether "NAME=VALUE" is in force; false for what is not known. */
bool size_rules_hold(const struct size_rules *rules, const char *setting);
/* That "NAME=VALUE" is known, for stanzas that refer to it. */
bool size_rules_know(const struct size_rules *rules, const char *setting);

void size_rules_release(struct size_rules *rules);

/* "exclude GLOB" or "include GLOB" → *out (glob copied to the arena). False
 * where it is neither or the glob does not start with "/". */
bool path_line_parse(struct arena *arena, const char *line, size_t n, struct path_line *out);

#endif
