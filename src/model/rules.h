/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The facts of data/rules/: which paths are left out, which dependencies only maintainer
 * scripts need, how those scripts are treated, what every Debian system has, what an
 * installation writes that an image does not need, names of licences, and the pockets of
 * suites. debslim-profile(5), RULES, describes the format.
 *
 * Usage: rules_load(), set `suite` and `exact` once they are known, query,
 * rules_release(). Text is in the arena, and what queries return stays valid until
 * rules_release(). */
#ifndef MODEL_RULES_H
#define MODEL_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/fileset.h"
#include "model/licences.h"
#include "model/size_rule.h"
#include "model/suites.h"
#include "model/universe.h"

/* Cuts a dependency on any of `names`, for all packages or those in `of`. A dependency
 * on one of `companions` is only cut as an alternative beside one of the names. */
struct cut_rule {
	const char *name, *reason;
	struct names of, names, companions;
	struct names files; /* globs of files that those packages bring: if something uses one,
	                     * the relation is put back */
	const char *unless_rule; /* "openssl=legacy": not cut while that is in force; or NULL */
};

/* How a maintainer script is treated; maintscript.h explains the policies. */
enum script_policy { SCRIPT_NONE, SCRIPT_EMULATED, SCRIPT_SAFE_TO_SKIP, SCRIPT_UNHANDLED };

struct script_rule {
	const char *package, *reason;
	struct names scripts; /* "preinst" … */
	enum script_policy policy;
	const char *effects; /* what the image has instead, or NULL */
	const char *does;    /* shell commands evaluated in place of the script, one per line, or
	                      * NULL */
	struct names skip;   /* globs of commands of the script that are skipped; the rest is
	                      * read and decides the policy */
	struct names suites; /* empty: all */
	const char *without; /* applies only to an image without this package; or NULL */
	bool exact;          /* applies only if rules.exact */
	unsigned line;       /* of the stanza, from 1 */
};

/* A user or group with a fixed id in Debian's base-passwd. */
struct account_rule {
	const char *name;
	bool group;
	uint32_t id, gid;                 /* of a user */
	const char *gecos, *home, *shell; /* of a user */
	struct names suites;              /* empty: all */
};

/* A directory, symlink or empty file that base-files makes in every system. */
struct skeleton_item {
	const char *path; /* in normal form */
	enum member_type type;
	uint32_t mode, uid, gid;
	const char *target; /* symlink */
};

struct skeleton_rule {
	const char *name;
	const char *without; /* applies only to an image without this package, which makes them
	                      * itself; or NULL */
	struct names suites; /* empty: all */
	VEC(struct skeleton_item) item;
};

/* Files of an Essential package that others use without depending on it, and how the use
 * is recognised. */
struct data_rule {
	const char *name, *package, *reason;
	struct names keep;      /* globs of the package's files */
	struct names libraries; /* globs of sonames: used by files that are linked with one of
	                         * them */
	struct names imports;   /* used by programs that import one of these symbols */
	struct names strings;   /* if not empty, then only by programs of requested packages that
	                         * contain all of these strings */
	struct names files, lines; /* globs: used by a file of such a path that has such a line */
};

/* Files that dpkg and maintainer scripts write on a real system but no program in an
 * image reads, so that debslim does not make them. */
struct unneeded_rule {
	const char *name, *reason;
	struct names paths;   /* globs of paths */
	struct names without; /* applies only to an image without any of these packages */
	const char *setting;  /* "ca=bundle": applies only while that is in force; or NULL */
};

/* What becomes of triggers that maintainer scripts activate. */
struct trigger_rule {
	struct names names; /* globs of whole names */
	const char *generates; /* "ld.so.cache", "ca-bundle", "java-keystore"; NULL: nothing is
	                        * done */
	const char *reason;
};

/* Configuration files that name users and groups. */
struct mention_rule {
	const char *name, *reason;
	struct names files; /* globs */
	struct names keys;  /* globs of words in lower case after which a name may follow; empty:
	                     * anywhere */
};

/* Programs in PATH that are no reason for an interpreter, whoever asked for their package. */
struct aside_rule {
	const char *name, *reason;
	struct names files; /* globs */
};

/* The files that the programs of a language load by themselves. */
struct language_rule {
	const char *name, *reason;
	struct names programs; /* globs of names in PATH */
	struct names modules;  /* globs of file names */
};

/* A finding of the gate that is accepted. */
struct allow_rule {
	const char *glob, *reason; /* glob of the path */
	const char *check;         /* "dangling-link" …; NULL: any */
	const char *missing;       /* glob of what is missing; NULL: any */
	struct names packages;     /* packages that own the file; empty: any */
	bool keep;                 /* applies also if a profile drops scripts without interpreter */
};

/* An Essential package, which others use without declaring a dependency. */
struct essential_rule {
	const char *package, *reason;
	struct names files;    /* globs of the interpreters it brings, with merged /usr */
	struct names commands; /* other commands it has in PATH, without directory */
	struct names searched; /* those that programs look up in PATH; must not be ordinary words */
};

struct rules {
	struct arena arena;
	struct size_rules size;
	VEC(struct cut_rule) cut;
	VEC(struct script_rule) script;
	VEC(struct account_rule) account;
	VEC(struct allow_rule) allow;
	VEC(struct essential_rule) essential;
	VEC(struct skeleton_rule) skeleton;
	VEC(struct data_rule) data;
	VEC(struct mention_rule) mention;
	VEC(struct unneeded_rule) unneeded;
	VEC(struct aside_rule) aside;
	VEC(struct language_rule) language;
	VEC(struct trigger_rule) trigger;
	struct licence_rules licences;
	struct suite_rules suites;
	/* Set by the caller once the profile and suite of the request are known. */
	const char *suite; /* suite whose facts apply, see rules_suite(); NULL or "": not known.
	                    * Not owned */
	bool exact;        /* the image has only what its profile lists */
};

/* Reads every *.rules file of `dir` in the order of their names. STATUS_FATAL with file,
 * line and column. `out` need not be initialised; on error it is already released. */
int rules_load(const char *dir, struct rules *out, struct err *err);
/* The rule that cuts `relation` of package `of`, or NULL. All alternatives must be
 * covered by rules. Depends on the size rules in force. */
const struct cut_rule *rules_cut(const struct rules *rules, const char *of,
				 const struct relation *relation);
/* The first rule with a glob that matches the name of a trigger; NULL where none. */
const struct trigger_rule *rules_trigger(const struct rules *rules, const char *name);
/* The Essential package that has an interpreter, given as an absolute path (with merged
 * /usr or not) or as a name in PATH; or NULL. */
const struct essential_rule *rules_interpreter(const struct rules *rules, const char *path);
/* The Essential package that has a command, including interpreters, by its name in PATH;
 * or NULL. */
const struct essential_rule *rules_command(const struct rules *rules, const char *name);
/* The first rule for a script of a package that applies to this suite (NULL or "": any)
 * and to an image of these packages; or NULL. */
const struct script_rule *rules_script(const struct rules *rules, const char *package,
				       const char *script, const char *suite,
				       const struct names *image);
/* The suite whose facts apply to `suite`, a codename or pocket of one, or "": itself if the
 * rules know it, else the newest that they know; NULL if they know none. */
const char *rules_suite(const struct rules *rules, const char *suite);
/* Whether a rule for these suites (empty: all) applies to rules->suite; if that is not
 * known, to the newest. */
bool rules_in_suite(const struct rules *rules, const struct names *suites);
/* Whether the rule applies to an image of these packages, with the size rules in force. */
bool rules_unneeded_holds(const struct rules *rules, const struct unneeded_rule *rule, const struct names *image);
const char *script_policy_name(enum script_policy policy); /* "safe-to-skip" … */
void rules_release(struct rules *rules);

#endif
