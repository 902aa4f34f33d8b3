/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An edge of the graph of files: which file of an image uses what, and which file answers. */
#ifndef MODEL_USE_H
#define MODEL_USE_H

#include "model/fileset.h"

enum use_kind {
	USE_LINK,        /* a symlink points to it */
	USE_INTERPRETER, /* the #! line of a script names it; a name without a slash is looked up
	                  * in PATH by env(1) */
	USE_COMMAND,     /* a shell script calls it */
	USE_LOADER,      /* PT_INTERP of a program */
	USE_LIBRARY,     /* DT_NEEDED, as ld.so(8) looks it up */
	USE_VERSION,     /* "VERSION of SONAME"; detail: absolute path of the library that lacks
	                  * it */
	USE_LIBGCC,      /* glibc loads it to unwind the stack; detail: the function that does so */
	USE_DLOPEN,      /* .note.dlopen: any one of "SONAME or SONAME"; detail: what for */
	USE_SHELL,       /* system(3) or popen(3) runs it; detail: which of them */
	USE_NAMED,       /* a program that runs others contains this path or name */
	USE_DATA,        /* data of an Essential package: the name of the Data stanza; detail:
	                  * how the use was recognised, "libtinfo.so.6". No file is looked up */
	USE_MENTION,     /* its text contains the path of a file or directory */
	USE_SETTINGS,    /* a file in /etc of the same package */
	USE_MODULE,      /* the interpreter of a language can load it */
};

/* Why no file answers. */
enum use_lack {
	LACK_ABSENT,
	LACK_CIRCULAR,  /* links form a circle, or are too many */
	LACK_RELATIVE,  /* an interpreter that is not an absolute path */
	LACK_OFF_PATH,  /* the image has it, but not where the loader looks */
	LACK_NO_LOADER, /* absent, as is the loader for the machine of `by` */
};

/* The members are those of a file set; text belongs to the list that has the edge
 * (stage/uses/uses.h). */
struct use {
	enum use_kind kind;
	const struct member *by;
	const char *wants;             /* the path, soname, name or text that `by` asks for */
	const struct member *to;       /* the file that answers, or NULL */
	const char *at;                /* USE_LIBRARY: path at which it was found,
	                                * "usr/lib/libz.so.1" */
	enum use_lack lack;            /* if `to` is NULL */
	bool unknown;                  /* the path is only filled at run time */
	bool sure;                     /* `by` cannot work without it; else it may */
	const struct member *program;  /* USE_LIBRARY: the program that loads `by` when it
	                                * starts; NULL if none does, so that `by` is loaded by
	                                * itself */
	const char *detail;            /* see enum use_kind; or NULL */
	size_t number;                 /* in the order of reading */
	bool apart;                    /* no program that can start in the image needs `by`: it
	                                * is a shared object that none links, or a program for
	                                * another machine */
};

const char *use_name(enum use_kind kind); /* "interpreter", "library" … */
const char *use_verb(enum use_kind kind); /* text between `by` and `wants`: "is linked with" */

#endif
