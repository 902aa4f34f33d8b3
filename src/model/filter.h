/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decides which members of a package are wanted, from the tar header alone.
 *
 * The rules are an ordered list of globs, like dpkg's --path-exclude and --path-include:
 * the last match wins. A rule of the command line acts as in dpkg(1): an excluded directory
 * or symlink is kept if its path starts with the part of an include's pattern before the
 * first wildcard. A directory that another rule excludes is held. A symlink that it excludes
 * is held in the case above, or if the rule holds and the link has the name of a versioned
 * library; else it is dropped. The root is always kept. */
#ifndef MODEL_FILTER_H
#define MODEL_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "io/hash.h"
#include "model/fileset.h"

struct path_rule {
	bool include;
	const char *glob;    /* starts with "/" */
	const char *package; /* applies only to members of this package; NULL: all */
	size_t name;         /* index into filter.names: its name in the report */
	bool literal;        /* from the command line: treated exactly as dpkg does */
	bool hold;           /* files that it excludes are held, not dropped (VERDICT_HOLD) */
	bool once;           /* not written to the dpkg configuration of the image */
	bool own;            /* an include that overrides only earlier excludes of the same name */
	bool directories;        /* does not apply to directories */
	bool loaded;         /* NAME.la and NAME.o that it excludes are examined (VERDICT_LOOK) */
	bool firm;           /* does not give way: see stage/ingest/spare.h */
};

/* Initialise it with zeros. Text of rules and names is not copied and must outlive it. */
struct filter {
	VEC(struct path_rule) rule;
	bool merged_usr;    /* globs match either name of a path: see path_other_name() */
	bool *hit;          /* [rule.n], or NULL: rules that decided a call of filter_judge() in
	                     * this process. The caller may set it to zeros of mem_alloc(); then
	                     * filter_release() frees it */
	struct names names; /* "docs", "man", "path-exclude" … */
};

enum verdict {
	VERDICT_KEEP,
	VERDICT_DROP,
	VERDICT_HOLD, /* read it, but keep it only if a kept file uses it */
	VERDICT_LOOK, /* read it; keep it if a program loads it, else drop it */
};

/* Judges a member by its path in normal form. Unless the verdict is VERDICT_KEEP, *name
 * is set to an index into filter->names. `package` is "" for what no package ships. Globs with
 * "{package}" only match in a filter that filter_for() made. */
enum verdict filter_judge(const struct filter *filter, const char *package, const char *path,
			  enum member_type type, size_t *name);

/* Whether the rule that decides about a path, not that of a directory, was given on the command
 * line. */
bool filter_is_literal(const struct filter *filter, const char *package, const char *path);

/* Fills `out` with the rules that apply to one package. "{package}" in a glob stands for
 * the name of the package or of its source, with and without a version: "ocaml",
 * "go-1.19". The source of a -dev package is not tried, because its files are for
 * compilers. `source` may be NULL. Names keep their indices; `out` has no `hit`. Text that is
 * made is in the arena, all other text stays that of `filter`. `out` need not be initialised; the
 * caller releases it. */
void filter_for(const struct filter *filter, const char *package, const char *source,
		struct arena *arena, struct filter *out);
/* The SHA-256 of all that decides in a filter: its rules in their order, and its names.
 * Filters with the same digest judge every path alike. */
struct hash_hex filter_digest(const struct filter *filter);
/* Removes the rules whose name is in spare[names.n]. The names stay. The filter must have no
 * `hit`. */
void filter_spare(struct filter *filter, const bool *spare);
/* Whether a glob contains "{package}" and so needs filter_for(). */
bool filter_is_for_each(const char *glob);

size_t filter_name(struct filter *filter, const char *name); /* index of the name, which is added
                                                              * if new; not copied */
/* Keeps of `package` only paths that match one of these globs. The rules for it become the first,
 * so existing ones take precedence. The name and the globs are not copied. */
void filter_part(struct filter *filter, const char *package, const struct names *keep);
void filter_release(struct filter *filter);

#endif
