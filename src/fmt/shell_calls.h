/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which programs a shell script calls by a literal name: what follows exec,
 * nohup, xargs … too. Not what is built into dash or bash, not the functions of the script;
 * what a variable holds is not known. */
#ifndef FMT_SHELL_CALLS_H
#define FMT_SHELL_CALLS_H

#include "base/mem.h"
#include "fmt/shell.h"

/* In the order of the text, each once: "sed", "/usr/bin/id"; in the arena but
 * for the list, which the caller releases. `script` may be NULL. */
void shell_calls(const struct shell_node *script, struct arena *arena, struct names *out);
/* Of these, the ones that the script calls whenever it is run: outside of branches, of loops and
 * of functions, and up to the first exit or exec. */
void shell_certain_calls(const struct shell_node *script, struct arena *arena, struct names *out);

#endif
