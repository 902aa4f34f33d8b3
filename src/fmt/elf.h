/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the parts of an ELF file (elf(5)) that the dynamic loader uses, for both classes
 * and both byte orders. Every offset and count is checked against the size of the file,
 * and no allocation depends on a number in the file alone. All text is a view of the
 * file, which must outlive struct elf. */
#ifndef FMT_ELF_H
#define FMT_ELF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	ELF_NEEDED_MOST = 4096,    /* DT_NEEDED entries */
	ELF_VERSIONS_MOST = 16384, /* required versions, and defined versions */
	ELF_NAME_LONGEST = 16384,  /* bytes of a name or search path */
	ELF_DLOPEN_MOST = 1024,    /* elements of .note.dlopen arrays */
};

/* A required version of a library, e.g. libc.so.6 and GLIBC_2.34. */
struct elf_version_need {
	struct str library, version;
	bool weak;
};

/* One element of a .note.dlopen array (the FDO packaging notes specification). */
struct elf_dlopen {
	struct str *soname; /* any one is enough; at least one */
	size_t sonames;
	const char *feature, *description; /* NULL if absent */
	enum { DLOPEN_REQUIRED, DLOPEN_RECOMMENDED, DLOPEN_SUGGESTED } priority;
};

/* A program header: PT_LOAD, PT_DYNAMIC, PT_INTERP or PT_NOTE; others are skipped. */
struct elf_segment {
	uint32_t type;                  /* PT_LOAD ... */
	uint64_t offset, size;          /* in the file; checked to be inside it */
	uint64_t address, align;
};

struct elf {
	struct str file;
	bool wide, big;     /* class 64; most significant byte first */
	uint16_t type;      /* ET_EXEC, ET_DYN ... */
	uint16_t machine;   /* EM_X86_64 ... */
	uint32_t flags;     /* e_flags */
	bool dynamic;       /* has a PT_DYNAMIC */
	bool is_pie;        /* DF_1_PIE: a program, not a library */
	bool no_default;    /* DF_1_NODEFLIB: do not search the default directories */
	struct str interpreter; /* PT_INTERP; empty if absent */
	struct str soname, rpath, runpath; /* empty if absent */
	VEC(struct str) needed;                        /* in order */
	VEC(struct elf_version_need) version_needed;
	VEC(struct str) version_defined;               /* without the base entry, which names the
	                                                * file itself */
	uint32_t os, os_version;  /* .note.ABI-tag: 0 is Linux; major << 16 | minor << 8 | patch,
	                           * each cut to its lowest byte */
	bool has_abi_tag;
	uint32_t isa_needed;      /* GNU_PROPERTY_X86_ISA_1_NEEDED, 0 if absent */
	VEC(struct elf_segment) segment;
	/* For elf_imports(): offset and number of the entries of .dynsym, offset and
	 * size of .dynstr. */
	uint64_t symbols_at, symbols, strings_at, strings_size;
};

/* Whether the bytes start with the magic number of ELF. */
bool elf_is(struct str file);
/* Reads a file. STATUS_UNTRUSTED if its headers do not fit it, or if it exceeds a limit
 * above. The caller releases `out` also after an error. A file without PT_DYNAMIC or
 * program headers is not an error. Section headers are not read, as the loader does not
 * use them either. */
int elf_read(struct str file, struct elf *out, struct err *err);
/* Whether the file imports a symbol (it is undefined in .dynsym) of exactly this name.
 * Searches all symbols. */
bool elf_imports(const struct elf *elf, const char *symbol);
/* Whether the file contains the text as a whole string, i.e. between two NULs. */
bool elf_has_string(const struct elf *elf, const char *text);
/* Reads the .note.dlopen entries in the order of the file; *out and all that it points
 * to are in `arena`. Returns their number (*out may be NULL if it is 0), or -1 with
 * STATUS_UNTRUSTED if a note is not JSON of that form. The default priority is
 * "recommended", as in the specification. */
int elf_dlopen_notes(const struct elf *elf, struct arena *arena, struct elf_dlopen **out,
		     struct err *err);
void elf_release(struct elf *elf);

#endif
