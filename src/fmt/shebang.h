/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the first line of a script as execve(2), "Interpreter scripts", does, and the
 * program that env(1) would start from its arguments. */
#ifndef FMT_SHEBANG_H
#define FMT_SHEBANG_H

#include <stdbool.h>

#include "base/str.h"

/* Bytes of the first line that the kernel reads. */
enum { SHEBANG_LONGEST = 256 };

struct shebang {
	struct str interpreter; /* as written */
	struct str program;     /* for "env NAME": NAME, to be looked up in PATH; else empty */
};

/* Whether the file starts with `#!` and a name. Only the first SHEBANG_LONGEST bytes are
 * read: a longer line is cut there, and a name that is cut makes the file no script, as for the
 * kernel. `out` holds views of `file`; it is undefined if the result is false. */
bool shebang_read(struct str file, struct shebang *out);

#endif
