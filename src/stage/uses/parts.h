/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/uses: one reader for each kind of use, and what those of the loader have in
 * common. */
#ifndef STAGE_USES_PARTS_H
#define STAGE_USES_PARTS_H

#include "fmt/elf.h"
#include "stage/uses/uses.h"

/* Look-ups after which an image is not worth more: a full Debian takes a
 * hundredth of it. */
enum { OBJECT_NONE = -1, STEPS_MOST = 200 * 1000 * 1000, DIRECTORIES_MOST = 32 };

/* Where a name leads. */
struct hit {
	int object;      /* or OBJECT_NONE */
	const char *dir; /* the directory it was found in, links resolved */
};

/* A name by which a shared object is asked for, on one machine. */
struct soname {
	const char *text;
	bool of_program;  /* some program links it, and finds it: */
	struct hit program_has;
	bool somewhere;   /* a file or a DT_SONAME of the image is called so */
	bool wanted;      /* by the NEEDED of some object */
	bool searched;    /* `found` says what cache and default directories have */
	struct hit found;
	unsigned round;    /* of the closure that has it; `loaded` is valid for that one */
	struct hit loaded; /* OBJECT_NONE: looked for in vain */
};

/* What one loader goes by. */
struct machine {
	uint16_t machine;
	bool wide, big, hard_float;
	const char *loader;       /* the standard PT_INTERP, absolute, or that of the first program */
	const char *lib, *platform; /* $LIB, $PLATFORM */
	struct names directories;     /* the loader's own, in order */
	struct names subdirectories;  /* of every directory, tried before it: "tls", "x86_64" */
	bool there;               /* the loader is in the image */
	bool musl;                /* its programs ask for another C library */
	struct map sonames;       /* → struct soname */
};

struct object {
	const struct member *member;
	const char *dir;
	struct elf elf;
	struct machine *machine;
	struct soname *soname;       /* or NULL */
	struct soname **need;        /* [elf.needed.n] */
	struct soname **versions_of; /* [elf.version_needed.n] */
	struct hit *found;           /* [elf.needed.n]: when nobody's RPATH has a say */
	bool *searched;               /* [elf.needed.n] */
	bool *use_added, *lack_added; /* [elf.needed.n]: as found, as missing */
	int *verified;               /* [elf.version_needed.n]: the object that was looked at last */
	bool loaded; /* in some closure */
	bool counted;
	unsigned round;
};

/* A directory that is searched. */
struct directory {
	const char *real; /* links resolved; NULL where there is none */
	struct names subdirectories; /* those that are there, resolved */
};

struct uses_run {
	const struct uses_input *input;
	const struct fileset *files;
	struct uses *out;
	struct arena arena;
	VEC(struct object) object; /* by path; fixed once collected */
	struct map by_path;        /* → index + 1 into object */
	VEC(struct machine *) machine;
	struct map directory; /* → struct directory */
	struct map cache;  /* of /etc/ld.so.cache: name → struct names of paths, best first */
	struct map command; /* what scripts call → struct member: see commands.c */
	bool *seen; /* [files->by_path.n]: whether its uses were read */
	unsigned round;
	size_t steps; /* towards STEPS_MOST */
};

/* Adds a copy to run->out, and numbers it; `wants`, `at` and `detail` are copied, too. The result
 * is valid until the next one is added. */
struct use *uses_add(struct uses_run *run, const struct use *use);
/* Adds a problem; `text` is copied. */
void uses_add_problem(struct uses_run *run, const struct member *by, bool broken, const char *text);
/* Whether nobody can say what is there: places filled at run time, other file
 * systems. `path` in normal form. */
bool uses_is_unknown(const struct uses_run *run, const char *path);

/* links.c, scripts.c: add the uses of one link, and of a file if it is a script that may be
 * run; with USES_POSSIBLE also the commands that it calls. */
void uses_of_link(struct uses_run *run, const struct member *link);
void uses_of_script(struct uses_run *run, const struct member *script);

/* commands.c: what a shell script calls by name; nothing for other files. */
void uses_of_shell(struct uses_run *run, const struct member *script);

/* data.c: what the Data stanzas of the rules, which must not be NULL, say that a file uses. */
void uses_of_data(struct uses_run *run, const struct member *file);

/* objects.c: all ELF files, machines, names. uses_collect() takes a file if it is a program or
 * shared object; uses_collected() is called once, after all files and uses_read_cache(). */
void uses_collect(struct uses_run *run, const struct member *file);
void uses_collected(struct uses_run *run);
/* That of a file, once all are collected; NULL where it is none. */
const struct object *uses_object(const struct uses_run *run, const struct member *file);
/* That of a machine with this text, made if it is new; valid until uses_end(). */
struct soname *uses_soname(struct uses_run *run, struct machine *machine, struct str text);

/* cache.c: fills run->cache; a broken cache is a problem. */
void uses_read_cache(struct uses_run *run);

/* search.c: where the loader finds a name. The chain of who asked for whom
 * ends with the program. */
struct loaded {
	int object;
	const char *dir; /* its $ORIGIN */
	const struct loaded *by;
	bool rpath; /* it or someone above has one that counts */
};
/* As by->object finds it; and in the cache, input->configured and the loader's own directories
 * alone. The object is OBJECT_NONE if it is not found. */
struct hit uses_search(struct uses_run *run, const struct loaded *by, struct soname *name);
struct hit uses_search_default(struct uses_run *run, struct machine *machine, struct soname *name);

/* load.c: loaders, libraries, versions of what is kept and was not loaded yet. May be called
 * again when more is kept. */
void uses_of_objects(struct uses_run *run);
/* named.c: commands of Essential packages that a program can run by path or name. */
void uses_named(struct uses_run *run, const struct object *object);
/* at_need.c: what is loaded or run only at need. Call it once, after uses_of_objects(). */
void uses_at_need(struct uses_run *run);

#endif
