/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the programs of an image could start: what the kernel and the dynamic
 * loader (execve(2), ld.so(8)) would look for is looked for in the fileset, by
 * their own rules, and nothing is executed. Where the files come from does not
 * matter.
 *
 * The rule for shared objects. Every program is loaded as ld.so would load it;
 * what its closure lacks is an error of the file whose NEEDED it is. An object
 * that no program links is loaded by itself, for some program may dlopen(3) it;
 * a library that it lacks then counts as there if a program of the image links
 * one of that name, for that one would be loaded already, and is only a note if
 * the image has it somewhere off the search path. Objects for a machine
 * that the image has no loader for can be loaded by nobody: notes. */
#ifndef STAGE_GATE_GATE_H
#define STAGE_GATE_GATE_H

#include "base/mem.h"
#include "model/fileset.h"
#include "model/image_config.h"
#include "model/rules.h"

enum severity { FINDING_ERROR, FINDING_NOTE };

struct finding {
	enum severity severity;
	const char *check;    /* one of gate_checks */
	const char *path;     /* absolute */
	const char *missing;  /* a path, a soname, "VERSION of SONAME", or NULL */
	const char *reason;   /* what is the matter, for people */
	const char *accepted; /* why it does not count, or NULL */
	const char *package;  /* what would bring it; filled in by who knows; or NULL */
	package_id owner;     /* of the path */
	bool apart;           /* no program that can start here needs the file: it is a shared object that
				 none links, or a program for another machine */
};

struct gate {
	struct arena arena; /* all text of the findings */
	VEC(struct finding) finding; /* by path, check, missing */
	size_t files, links, scripts, programs, libraries; /* how many were looked at */
};

struct gate_input {
	const struct fileset *files;
	const struct names *outside; /* folders whose content is not known, normal form; or NULL */
	const struct rules *rules;   /* for the commands of Essential packages; NULL: not looked for */
	const struct image_config *config; /* how a container is started; NULL: not known */
	enum severity config_severity;     /* of what is wrong with it */
};

/* "dangling-link", "script-interpreter" ...; NULL-terminated. */
extern const char *const gate_checks[];

/* Fills `out`. Nothing of a file can make this fail: a malformed one is a finding. */
void gate_run(const struct gate_input *input, struct gate *out);
/* Marks what a rule accepts; `package` names the owner of a file, or NULL where that
 * is not known: rules for packages hold for all files then. */
void gate_accept(struct gate *gate, const struct allow_rule *rule, size_t n,
		 const char *(*package)(void *context, package_id owner), void *context);
/* The reason of the first rule that accepts it, or NULL. */
const char *gate_accepts(const struct allow_rule *rule, size_t n, const struct finding *finding,
			 const char *package);
/* Whether a rule accepts any of the findings, be it the first that does or not. */
bool gate_concerns(const struct gate *gate, const struct allow_rule *rule);
/* Errors that no rule accepts. */
size_t gate_errors(const struct gate *gate);
void gate_release(struct gate *gate);

/* What execvp(3) can find: the real path of each file that stands in a folder of
 * Debian's PATH, or that a link there leads to. Keys alone matter. */
void gate_path(const struct fileset *files, struct map *out);
/* Whether a path, in normal form, stands in one of those folders. */
bool gate_path_holds(const char *path);
/* Whether PATH has an executable of that name. */
bool gate_path_has(const struct fileset *files, struct str program);
/* The interpreter that an executable script lacks, as an absolute path, or the
 * program that its env(1) does not find, as a bare name; NULL where nothing is missing. The
 * caller frees. */
char *gate_script_lacks(const struct fileset *files, const struct member *script);

#endif
