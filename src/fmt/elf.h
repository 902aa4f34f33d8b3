/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the dynamic loader reads of an ELF file (elf(5)), of both classes and
 * both byte orders. Every offset and count is checked against the file; nothing
 * is allocated by a number that stands in it. All text is a view of the file. */
#ifndef FMT_ELF_H
#define FMT_ELF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	ELF_NEEDED_MOST = 4096,    /* entries of DT_NEEDED */
	ELF_VERSIONS_MOST = 16384, /* versions that are required; versions that are defined */
	ELF_NAME_LONGEST = 16384,  /* bytes in a name or search path */
	ELF_DLOPEN_MOST = 1024,    /* elements of .note.dlopen arrays */
};

/* A version of a library that is required: libc.so.6, GLIBC_2.34. */
struct elf_version_need {
	struct str library, version;
	bool weak;
};

/* One element of a .note.dlopen array (the FDO packaging notes specification). */
struct elf_dlopen {
	struct str *soname; /* any one of them is enough; at least one; no NUL inside */
	size_t sonames;
	const char *feature, *description; /* NULL where absent */
	enum { DLOPEN_REQUIRED, DLOPEN_RECOMMENDED, DLOPEN_SUGGESTED } priority;
};

/* A program header, as far as it is read. */
struct elf_segment {
	uint32_t type;                  /* PT_LOAD ... */
	uint64_t offset, size;          /* in the file, inside it */
	uint64_t address, align;
};

struct elf {
	struct str file;
	bool wide, big;     /* 64 bits; most significant byte first */
	uint16_t type;      /* ET_EXEC, ET_DYN ... */
	uint16_t machine;   /* EM_X86_64 ... */
	uint32_t flags;     /* e_flags */
	bool dynamic;       /* there is a PT_DYNAMIC */
	bool is_pie;        /* DF_1_PIE: a program, not a library */
	bool no_default;    /* DF_1_NODEFLIB: not in the default folders */
	struct str interpreter; /* PT_INTERP; empty where absent */
	struct str soname, rpath, runpath; /* empty where absent */
	VEC(struct str) needed;                        /* in order */
	VEC(struct elf_version_need) version_needed;
	VEC(struct str) version_defined;               /* without the file's own base entry */
	uint32_t os, os_version;  /* .note.ABI-tag: 0 is Linux; major << 16 | minor << 8 | patch,
				     each cut to its lowest byte */
	bool has_abi_tag;
	uint32_t isa_needed;      /* GNU_PROPERTY_X86_ISA_1_NEEDED, 0 where absent */
	VEC(struct elf_segment) segment;
	/* .dynsym and .dynstr, as offsets in the file, for elf_imports() */
	uint64_t symbols_at, symbols, strings_at, strings_size;
};

/* Whether the bytes begin as an ELF file does. */
bool elf_is(struct str file);
/* STATUS_UNTRUSTED where the file is not what its headers say, or asks for more
 * than ELF_NEEDED_MOST and ELF_VERSIONS_MOST. `out` is to be released in any
 * case. A file without PT_DYNAMIC or without program headers is fine. Section
 * headers are not looked at: the loader does not, either. */
int elf_read(struct str file, struct elf *out, struct err *err);
/* Whether a symbol is imported (undefined in .dynsym), by its exact name. */
bool elf_imports(const struct elf *elf, const char *symbol);
/* Whether the file contains the text between two NULs, as a whole string. */
bool elf_has_string(const struct elf *elf, const char *text);
/* The .note.dlopen entries, in the order of the file; all of it lives in `arena`.
 * Returns how many, or -1 (STATUS_UNTRUSTED) where a note is no JSON of that
 * form. Without a priority it is "recommended", as the specification has it. */
int elf_dlopen_notes(const struct elf *elf, struct arena *arena, struct elf_dlopen **out,
		     struct err *err);
void elf_release(struct elf *elf);

#endif
