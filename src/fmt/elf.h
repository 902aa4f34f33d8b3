/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the parts of an ELF file (elf(5)) that the dynamic loader uses, for both classes
 * and both byte orders, by the interface of fmt/reader.h. Every offset and count is checked
 * against the size of the file, and no allocation depends on a number in the file alone. */
#ifndef FMT_ELF_H
#define FMT_ELF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "fmt/reader.h"

enum {
	ELF_NEEDED_MOST = 4096,    /* DT_NEEDED entries */
	ELF_VERSIONS_MOST = 16384, /* required versions, and defined versions */
	ELF_NAME_LONGEST = 16384,  /* bytes of a name or search path */
	ELF_DLOPEN_MOST = 1024,    /* elements of .note.dlopen arrays */
	ELF_SYMBOL_LONGEST = 4096, /* bytes of the name of an imported symbol; longer ones are not
	                            * listed */
	ELF_IMPORTS_LARGEST = 1 << 24, /* bytes of all their names; more is an error */
};

/* A required version of a library, e.g. libc.so.6 and GLIBC_2.34. */
struct elf_version_need {
	struct str library, version;
	bool weak;
};

/* One element of a .note.dlopen array (the FDO packaging notes specification). */
struct elf_dlopen {
	VEC(struct str) soname; /* any one is enough; at least one */
	const char *feature, *description; /* NULL if absent */
	enum { DLOPEN_REQUIRED, DLOPEN_RECOMMENDED, DLOPEN_SUGGESTED } priority;
};

struct elf {
	bool wide, big;     /* class 64; most significant byte first */
	uint16_t type;      /* ET_EXEC, ET_DYN ... */
	uint16_t machine;   /* EM_X86_64 ... */
	uint32_t flags;     /* e_flags */
	bool dynamic;       /* has a PT_DYNAMIC */
	bool has_names;     /* has a table of names, DT_STRTAB, that is not empty */
	bool is_pie;        /* DF_1_PIE: a program, not a library */
	bool no_default;    /* DF_1_NODEFLIB: do not search the default directories */
	struct str interpreter; /* PT_INTERP; empty if absent */
	struct str soname, rpath, runpath; /* empty if absent */
	VEC(struct str) needed;                        /* DT_NEEDED, in the order of the file */
	VEC(struct elf_version_need) version_needed;
	VEC(struct str) version_defined;               /* without the base entry, which names the
	                                                * file itself */
	uint32_t os, os_version;  /* .note.ABI-tag: 0 is Linux; major << 16 | minor << 8 | patch,
	                           * each cut to its lowest byte */
	bool has_abi_tag;
	uint32_t isa_needed;      /* GNU_PROPERTY_X86_ISA_1_NEEDED, 0 if absent */
	struct str imports;       /* names of the symbols that it imports (undefined in .dynsym),
	                           * with a NUL before and after each; for elf_imports() */
	/* The elements of .note.dlopen in the order of the file, whose default priority is
	 * "recommended", as in the specification. A note that is not JSON of that form is the
	 * error that `dlopen_wrong` says, and there are no elements; else it is NULL. */
	VEC(struct elf_dlopen) dlopen;
	const char *dlopen_wrong;
};

/* Whether the bytes start with the magic number of ELF. */
bool elf_is(struct str file);
extern const struct reader elf_reader; /* record: struct elf; it takes no question */
/* Reads a file; all that `out` points to is in the arena. STATUS_UNTRUSTED if its headers do
 * not fit it, or if it exceeds a limit above; then `out` is all zero. A file without PT_DYNAMIC
 * or program headers is not an error. Section headers are not read, as the loader does not use
 * them either. */
int elf_read(struct str file, struct arena *arena, struct elf *out, struct err *err);
/* Whether the file imports a symbol of exactly this name. */
bool elf_imports(const struct elf *elf, const char *symbol);

/* What is wanted of the strings of a file, each of which ends with a NUL: the question to
 * elf_strings_reader, which must not be NULL. */
struct elf_strings_wanted {
	const char *const *whole; /* [n]: whole strings, i.e. between two NULs */
	const char *const *end;   /* [ends]: ends of strings outside of the names of its symbols */
	size_t n, ends;
	bool commands; /* absolute paths of commands (/usr/bin/x) that are whole strings */
};
/* Those that are there, each once, in the order of the question; commands in the order of the
 * file. */
struct elf_strings {
	VEC(struct str) whole, end, command;
};
/* Record: struct elf_strings. Only for `end` must the body be an ELF file. */
extern const struct reader elf_strings_reader;
/* Whether the file, of any kind, contains the text as a whole string. */
bool elf_has_string(struct str file, const char *text);

#endif
