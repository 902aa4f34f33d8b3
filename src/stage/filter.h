/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which members of a package are wanted, decided at the tar header. The rules
 * are an ordered list of globs, as dpkg's --path-exclude and --path-include
 * have them: the last match wins; a folder or a symlink that was excluded comes
 * back when the part of an include's pattern before its first wildcard is a
 * prefix of its name (dpkg(1)). */
#ifndef STAGE_FILTER_H
#define STAGE_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/fileset.h"

struct path_rule {
	bool include;
	const char *glob;    /* starts with "/" */
	const char *package; /* only for members of this one; NULL: all */
	size_t name;         /* index into filter.names: what the report calls it */
	bool literal;        /* from the command line: dpkg's way to the letter */
	bool hold;           /* files it excludes are held, not dropped (see below) */
	bool once;           /* not for the dpkg of the image */
	bool own;            /* an include against excludes before it of the same name alone */
	bool folders;        /* it has no say about directories */
	bool loaded;         /* NAME.la and NAME.o it excludes are looked at (VERDICT_LOOK) */
	bool firm;           /* does not give way: see stage/ingest/spare.h */
};

struct filter {
	VEC(struct path_rule) rule;
	bool merged_usr;    /* globs match a path by both of its names: see path_other_name() */
	bool *hit;          /* [rule.n], or NULL: which rules filter_judge() has gone by, in
			       this process */
	struct names names; /* "docs", "man", "path-exclude" … */
};

enum verdict {
	VERDICT_KEEP,
	VERDICT_DROP,
	VERDICT_HOLD, /* read it, but keep it only if something kept needs it */
	VERDICT_LOOK, /* read it: it is kept if a program loads it, else dropped */
};

/* `path` in normal form. *name (an index into filter->names) is set for
 * every verdict but VERDICT_KEEP. */
enum verdict filter_judge(const struct filter *filter, const char *package, const char *path,
			  enum member_type type, size_t *name);

/* Whether the rule that decides about a path is of the command line. */
bool filter_is_literal(const struct filter *filter, const char *package, const char *path);

/* The rules that are for one package, without those whose name is in spare[names.n]
 * (NULL: none is). "{package}" in a glob stands for the name of the package or of its
 * source, without or with a version: "ocaml", "go-1.19"; the source of a -dev package is
 * not asked, as what that has is for compilers. Text goes to the arena. */
void filter_for(const struct filter *filter, const char *package, const char *source,
		const bool *spare, struct arena *arena, struct filter *out);
/* Whether a glob is only for filter_for(). */
bool filter_is_for_each(const char *glob);

size_t filter_name(struct filter *filter, const char *name); /* index, added if new */
/* Of `package` only what matches one of these globs, unless a rule that is there already says
 * otherwise: before all of them. */
void filter_part(struct filter *filter, const char *package, const struct names *keep);
void filter_release(struct filter *filter);

#endif
