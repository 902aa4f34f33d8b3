/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside fmt/elf: numbers of either class and byte order, and the parts that
 * read one table each. Offsets are checked by elf_has(), once for each table or
 * record; elf_get() trusts them. */
#ifndef FMT_ELF_PARTS_H
#define FMT_ELF_PARTS_H

#include <elf.h>

#include "fmt/elf.h"

/* What stands in PT_DYNAMIC; addresses as they are there; 0 where absent. */
struct elf_dynamic {
	uint64_t strtab, strsz, symtab, hash, gnu_hash;
	uint64_t verneed, verneednum, verdef, verdefnum;
	uint64_t rela, relasz, rel, relsz, jmprel, pltrelsz, pltrel;
	uint64_t soname, rpath, runpath, flags_1;
};

/* Whether `size` bytes at `offset` are in the file. */
bool elf_has(const struct elf *elf, uint64_t offset, uint64_t size);
/* The number of 1, 2, 4 or 8 bytes there. */
uint64_t elf_get(const struct elf *elf, uint64_t offset, unsigned size);
/* Where an address of memory lies in the file, and how many bytes of its segment
 * follow; false where no PT_LOAD holds it. */
bool elf_locate(const struct elf *elf, uint64_t address, uint64_t *offset, uint64_t *left);
/* A name in .dynstr. */
int elf_name(const struct elf *elf, uint64_t at, struct str *name, struct err *err);
int elf_bad(struct err *err, const char *text);

/* DT_VERNEED and DT_VERDEF. */
int elf_read_versions(struct elf *elf, const struct elf_dynamic *dynamic, struct err *err);
/* Where the symbols are, and how many: from the hash tables. */
int elf_read_symbols(struct elf *elf, const struct elf_dynamic *dynamic, struct err *err);

enum { ELF_NOTES_MOST = 4096 };

/* Notes of PT_NOTE. One that reaches out of its segment ends it: a loader does
 * not read on there, either. Segments may overlap; after ELF_NOTES_MOST notes it
 * is over. */
struct elf_note {
	uint32_t type;
	struct str name, body; /* name without its NUL */
	uint64_t offset;       /* of the body, in the file */
};
struct elf_notes {
	const struct elf *elf;
	size_t segment, count;
	uint64_t at; /* in that segment */
};
bool elf_next_note(struct elf_notes *notes, struct elf_note *note);
/* .note.ABI-tag and .note.gnu.property. */
void elf_read_notes(struct elf *elf);

#endif
