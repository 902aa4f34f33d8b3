/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the programs of an image could start: the uses that lead nowhere (stage/uses), as
 * findings; and modes, and what the image configuration starts.
 *
 * The rule for shared objects. What the closure of a program lacks is an error of the file
 * whose NEEDED it is. What an object lacks that is loaded by itself is only a note if the
 * image has it somewhere off the search path, because whoever loads the object may have
 * loaded that before. Objects for a machine that the image has no loader for can be loaded by
 * nobody: notes. */
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

#endif
