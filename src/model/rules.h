/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The facts of data/rules/: which paths are left out, which dependencies only
 * maintainer scripts need, what is done about those scripts, what every Debian
 * system has, what of an installation an image does not need, what licences are called, and
 * which pockets a suite has. Format: debslim-profile(5), RULES. */
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

/* A dependency on any of `names` is cut, if `of` is empty or names the package
 * that has it. `companions` are cut only beside one of the names. */
struct cut_rule {
	const char *name, *reason;
	struct names of, names, companions;
	struct names files; /* globs of what those packages bring: a use of one puts the relation back */
	const char *unless_rule; /* "openssl=legacy": no cut while that is in force; or NULL */
};

/* What is done about a package's maintainer scripts. */
enum script_policy { SCRIPT_NONE, SCRIPT_EMULATED, SCRIPT_SAFE_TO_SKIP, SCRIPT_UNHANDLED };

struct script_rule {
	const char *package, *reason;
	struct names scripts; /* "preinst" … */
	enum script_policy policy;
	const char *effects; /* what is in the image instead, or NULL */
	const char *does;    /* shell commands that stand for the script, a line each, or NULL */
	struct names skip;   /* globs of commands of the script that are passed over; the rest is
				read, and `policy` is what comes out of that */
	struct names suites; /* empty: all */
	const char *without; /* only in an image without this package; or NULL */
	bool exact;          /* only in an image whose profile lists all that it has */
	unsigned line;       /* of the stanza, from 1 */
};

/* A user (with its group's id) or a group that Debian has fixed. */
struct account_rule {
	const char *name;
	bool group;
	uint32_t id, gid;                 /* gid: of a user */
	const char *gecos, *home, *shell; /* of a user */
	struct names suites;              /* whose base-passwd has it; empty: all */
};

/* A directory, link or empty file that base-files makes in every system. */
struct skeleton_item {
	const char *path; /* normal form */
	enum member_type type;
	uint32_t mode, uid, gid;
	const char *target; /* symlink */
};

struct skeleton_rule {
	const char *name;
	const char *without; /* only in an image without this package, which makes it itself; or NULL */
	struct names suites; /* empty: all */
	VEC(struct skeleton_item) item;
};

/* Files of an Essential package that others use without a dependency on it: what uses
 * them, and which they are. */
struct data_rule {
	const char *name, *package, *reason;
	struct names keep;      /* globs of the package's files */
	struct names libraries; /* globs: used by what is linked with one */
	struct names imports;   /* used by programs that import one of these symbols */
	struct names strings;   /* if any: only by programs of requested packages that contain all of them */
	struct names files, lines; /* globs: used by a file that has such a line */
};

/* Files that dpkg and maintainer scripts write on a real system and that no program in an image
 * reads; debslim does not make them. */
struct unneeded_rule {
	const char *name, *reason;
	struct names paths;   /* globs */
	struct names without; /* only in an image without any of these packages */
	const char *setting;  /* "ca=bundle": only while that is in force; or NULL */
};

/* What becomes of triggers that maintainer scripts activate. */
struct trigger_rule {
	struct names names; /* globs of whole names */
	const char *generates; /* "ld.so.cache", "ca-bundle", "java-keystore"; NULL: nothing is done */
	const char *reason;
};

/* Where configuration files name users and groups. */
struct mention_rule {
	const char *name, *reason;
	struct names files; /* globs */
	struct names keys;  /* globs of words, in small letters: a name can stand after one; none: anywhere */
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

/* A finding of the gate that does not count. */
struct allow_rule {
	const char *glob, *reason; /* of the path */
	const char *check;         /* "dangling-link" …; NULL: any */
	const char *missing;       /* glob of what is missing; NULL: any */
	struct names packages;     /* whose files; empty: any */
	bool keep;                 /* also where a profile leaves out scripts without interpreter */
};

/* An Essential package, which others use without saying so. */
struct essential_rule {
	const char *package, *reason;
	struct names files;    /* globs of the interpreters it brings, in merged /usr */
	struct names commands; /* what else it has in PATH, without directory */
	struct names searched; /* those that programs look up in PATH; none is an ordinary word */
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
	/* What the request makes of them; set once its profile and suite are known. */
	const char *suite; /* the one whose facts apply; NULL or "": not known */
	bool exact;        /* the image has what its profile lists, and no more */
};

/* Reads every *.rules of `dir`, by name. */
int rules_load(const char *dir, struct rules *out, struct err *err);
/* The rule that cuts `relation` of package `of`, or NULL: every alternative
 * must be covered. */
const struct cut_rule *rules_cut(const struct rules *rules, const char *of,
				 const struct relation *relation);
/* The first rule with a glob that matches the name of a trigger; NULL where none. */
const struct trigger_rule *rules_trigger(const struct rules *rules, const char *name);
/* The Essential package that has an interpreter: an absolute path, merged /usr
 * or not, or a name in PATH; or NULL. */
const struct essential_rule *rules_interpreter(const struct rules *rules, const char *path);
/* The same for any command, by its name in PATH. */
const struct essential_rule *rules_command(const struct rules *rules, const char *name);
/* The first rule for a package's script in this suite (NULL or "": any), in an
 * image of these packages, or NULL. */
const struct script_rule *rules_script(const struct rules *rules, const char *package,
				       const char *script, const char *suite,
				       const struct names *image);
/* The suite whose facts apply to `suite`, a codename or a pocket of one: itself where the
 * rules know it, else the newest that they know (NULL where they know none). */
const char *rules_suite(const struct rules *rules, const char *suite);
/* Whether a rule for these suites is in force; where the suite is not known, that of the newest is. */
bool rules_in_suite(const struct rules *rules, const struct names *suites);
/* Whether the rule is in force in an image of these packages. */
bool rules_unneeded_holds(const struct rules *rules, const struct unneeded_rule *rule, const struct names *image);
const char *script_policy_name(enum script_policy policy); /* "safe-to-skip" … */
void rules_release(struct rules *rules);

#endif
