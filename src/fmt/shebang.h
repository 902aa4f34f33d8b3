/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first line of a script, as execve(2) reads it ("Interpreter scripts"),
 * and what env(1) makes of its arguments. */
#ifndef FMT_SHEBANG_H
#define FMT_SHEBANG_H

#include <stdbool.h>

#include "base/str.h"

/* The longest first line that the kernel reads. */
enum { SHEBANG_LONGEST = 256 };

struct shebang {
	struct str interpreter; /* as it stands there */
	struct str program;     /* "env NAME": NAME, looked for in PATH; else empty */
};

/* Whether the bytes begin with `#!` and a name that ends within SHEBANG_LONGEST;
 * only that many are looked at. Views of `file`. */
bool shebang_read(struct str file, struct shebang *out);

#endif
