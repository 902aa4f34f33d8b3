/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks whether the programs of an image could start. Uses that lead nowhere
 * (stage/uses) become findings; so do wrong modes, and problems with what the image
 * configuration starts.
 *
 * Rule for shared objects: if a library is missing in the closure of a program, it is an
 * error of the file whose NEEDED names it. If an object that no program links lacks a
 * library that the image has off the search path, it is only a note, because whoever
 * loads the object may have loaded that library before. An object for a machine without
 * a loader in the image cannot be loaded at all, so it also causes notes.
 *
 * Usage: gate_run(), gate_accept(), then read `finding`; gate_release(). */
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
	const char *reason;   /* what is wrong, for people */
	const char *accepted; /* the reason why it does not count, or NULL */
	const char *package;  /* what would bring it, for people: "--include sed brings it"; set by
	                       * gate_run() for commands, by the caller for others; or NULL */
	package_id owner;     /* owner of the path, or OWNER_GENERATED */
	bool apart;           /* no program that can start in the image needs the file: it is a
	                       * shared object that none links, or a program for another machine */
};

struct gate {
	struct arena arena; /* owns the text of the findings, but for `check` */
	VEC(struct finding) finding; /* sorted by path, check, missing, reason */
	size_t files, links, scripts, programs, libraries; /* numbers of files checked */
};

struct gate_input {
	const struct fileset *files;
	const struct names *outside; /* directories whose content is not known, in normal form;
	                              * or NULL */
	const struct rules *rules;   /* for commands of Essential packages; NULL: not checked */
	const struct image_config *config; /* how a container is started; NULL: not checked */
	enum severity config_severity;     /* severity of problems with it */
};

/* "dangling-link", "script-interpreter" ...; ends in NULL. */
extern const char *const gate_checks[];

/* Overwrites `out`, which the caller releases and which does not refer to the input. It cannot
 * fail: a malformed file is a finding. Held members must be settled before (stage/reach.h). */
void gate_run(const struct gate_input *input, struct gate *out);
/* Inserts a note about a file at its place in the order and returns it, valid until the next one.
 * `missing` must not be NULL and is copied; `check` must outlive the gate. The caller sets
 * `reason` to text in gate->arena. */
struct finding *gate_add_note(struct gate *gate, const char *check, const struct member *member, const char *missing);
/* Marks findings that one of n rules accepts, with a copy of its reason; one that is accepted
 * already keeps its reason. `package` returns the name of an owner, or NULL for one that has none;
 * it may be NULL itself if owners are not known. Where there is no name, rules for some packages
 * apply to the file. */
void gate_accept(struct gate *gate, const struct allow_rule *rule, size_t n,
		 const char *(*package)(void *context, package_id owner), void *context);
/* The reason of the first rule that accepts the finding, which belongs to the rule; or NULL.
 * `package` as what the function above returns. */
const char *gate_accepts(const struct allow_rule *rule, size_t n, const struct finding *finding,
			 const char *package);
/* Whether a rule would accept any of the findings, even if an earlier rule already does, and
 * whatever package owns the file. */
bool gate_concerns(const struct gate *gate, const struct allow_rule *rule);
/* The number of errors that no rule accepts. */
size_t gate_errors(const struct gate *gate);
void gate_release(struct gate *gate);

#endif
