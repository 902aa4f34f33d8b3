/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside stage/gate/gate: the checks, and what the loader's ones have in common. */
#ifndef STAGE_GATE_PARTS_H
#define STAGE_GATE_PARTS_H

#include "fmt/elf.h"
#include "stage/gate/gate.h"

/* Look-ups after which an image is not worth more: a full Debian takes a
 * hundredth of it. */
enum { OBJECT_NONE = -1, STEPS_MOST = 200 * 1000 * 1000, FOLDERS_MOST = 32 };

/* A name by which a shared object is asked for, on one machine. */
struct soname {
	const char *text;
	bool of_program;  /* some program links it, and finds it */
	bool somewhere;   /* a file or a DT_SONAME of the image is called so */
	bool wanted;      /* by the NEEDED of some object */
	bool searched;    /* `found` says what cache and default folders have */
	struct hit {
		int object;      /* or OBJECT_NONE */
		const char *dir; /* the folder it was found in, links resolved */
	} found;
	unsigned round; /* of the closure that has it; `loaded` is valid for that one */
	int loaded;     /* or OBJECT_NONE: looked for in vain */
};

/* What one loader goes by. */
struct machine {
	uint16_t machine;
	bool wide, big, hard_float;
	const char *loader;       /* the standard PT_INTERP, absolute, or that of the first program */
	const char *lib, *platform; /* $LIB, $PLATFORM */
	struct names folders;     /* the loader's own, in order */
	struct names subfolders;  /* of every folder, tried before it: "tls", "x86_64" */
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
	bool *searched, *reported;   /* [elf.needed.n] */
	int *verified;               /* [elf.version_needed.n]: the object that was looked at last */
	bool loaded; /* in some closure */
	unsigned round;
};

/* A folder that is searched. */
struct folder {
	const char *real; /* links resolved; NULL where there is none */
	struct names subfolders; /* those that are there, resolved */
};

struct gate_run {
	const struct gate_input *input;
	const struct fileset *files;
	struct gate *out;
	struct map path; /* gate_path() */
	struct arena arena;
	VEC(struct object) object; /* by path; fixed once collected */
	struct map by_path;        /* → index + 1 into object */
	VEC(struct machine *) machine;
	struct map folder; /* → struct folder */
	struct map cache;  /* of /etc/ld.so.cache: name → struct names of paths, best first */
	unsigned round;
	size_t steps; /* towards STEPS_MOST */
};

void gate_add(struct gate_run *run, enum severity severity, const char *check,
	      const struct member *member, const char *missing, const char *reason, ...)
	__attribute__((format(printf, 6, 7)));
/* Whether nobody can say what is there: places filled at run time, other file
 * systems. `path` in normal form. */
bool gate_is_unknown(const struct gate_run *run, const char *path);
/* The regular file that a path leads to, hard links too; NULL where none. */
const struct member *gate_file(const struct fileset *files, const char *path);

/* gate_files, gate_scripts */
void gate_check_link(struct gate_run *run, const struct member *link);
void gate_check_modes(struct gate_run *run, const struct member *member);
void gate_check_script(struct gate_run *run, const struct member *script);

/* gate_commands: what shell scripts call by name. */
void gate_check_commands(struct gate_run *run);

/* gate_start: whether what the image configuration starts could be started. */
void gate_check_start(struct gate_run *run);

/* gate_object: all ELF files, machines, names. */
void gate_collect(struct gate_run *run, const struct member *file);
void gate_collected(struct gate_run *run);
struct soname *gate_soname(struct gate_run *run, struct machine *machine, struct str text);

/* gate_cache: fills run->cache. */
void gate_read_cache(struct gate_run *run);

/* gate_search: where the loader finds a name. The chain of who asked for whom
 * ends with the program. */
struct loaded {
	int object;
	const char *dir; /* its $ORIGIN */
	const struct loaded *by;
	bool rpath; /* it or someone above has one that counts */
};
struct hit gate_search(struct gate_run *run, const struct loaded *by, struct soname *name);
struct hit gate_search_default(struct gate_run *run, struct machine *machine, struct soname *name);

/* gate_load: closures, versions. */
void gate_check_objects(struct gate_run *run);
/* gate_named: adds a note for each missing command that a program can run by its path or
 * name. The variable is the name of that check. */
extern const char gate_named[];
void gate_check_named(struct gate_run *run, const struct object *object);
/* gate_extra: what is loaded or run at need. */
void gate_check_at_need(struct gate_run *run);

#endif
