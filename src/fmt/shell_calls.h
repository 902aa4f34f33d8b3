/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the programs that a shell script calls by a literal name, including those after
 * exec, nohup, xargs and so on. Builtins of dash and bash and the script's own functions
 * are left out, and names in variables are not known. */
#ifndef FMT_SHELL_CALLS_H
#define FMT_SHELL_CALLS_H

#include "base/mem.h"
#include "fmt/reader.h"
#include "fmt/shell.h"

/* What a script calls, by name or by path, each once in the order of the text. */
struct script_calls {
	bool understood; /* the text is POSIX shell; if not, nothing else is set, and that is no
	                  * error */
	VEC(struct str) call;    /* shell_calls() */
	VEC(struct str) certain; /* shell_certain_calls() */
};
extern const struct reader script_calls_reader; /* record: struct script_calls; no question */

/* Appends each name once, in the order of the text: "sed", "/usr/bin/id". The names are
 * in the arena; the caller releases the list. `script` may be NULL. Names that `out` has already
 * may come again. */
void shell_calls(const struct shell_node *script, struct arena *arena, struct names *out);
/* The same for those of them that the script calls whenever it is run: outside of branches, of
 * loops and of functions, and up to the first exit or exec. */
void shell_certain_calls(const struct shell_node *script, struct arena *arena, struct names *out);

#endif
