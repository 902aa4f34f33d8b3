/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to fmt/elf: reads numbers of either class and byte order, and declares the
 * parts that read one table each. Call elf_has() once for each table or record before
 * elf_get(), which does not check offsets. */
#ifndef FMT_ELF_PARTS_H
#define FMT_ELF_PARTS_H

#include <elf.h>

#include "fmt/elf.h"

/* The entries of PT_DYNAMIC: addresses in memory as given; 0 if absent. */
struct elf_dynamic {
	uint64_t strtab, strsz, symtab, hash, gnu_hash;
	uint64_t verneed, verneednum, verdef, verdefnum;
	uint64_t rela, relasz, rel, relsz, jmprel, pltrelsz, pltrel;
	uint64_t soname, rpath, runpath, flags_1;
};

/* Whether the file contains `size` bytes at `offset`. */
bool elf_has(const struct elf *elf, uint64_t offset, uint64_t size);
/* The number of 1, 2, 4 or 8 bytes at `offset`. */
uint64_t elf_get(const struct elf *elf, uint64_t offset, unsigned size);
/* Translates an address in memory to an offset in the file; *left is the number of bytes
 * up to the end of its segment. False if no PT_LOAD contains the address. */
bool elf_locate(const struct elf *elf, uint64_t address, uint64_t *offset, uint64_t *left);
/* Reads the name at offset `at` of .dynstr. */
int elf_name(const struct elf *elf, uint64_t at, struct str *name, struct err *err);
int elf_bad(struct err *err, const char *text);

/* Reads DT_VERNEED and DT_VERDEF. */
int elf_read_versions(struct elf *elf, const struct elf_dynamic *dynamic, struct err *err);
/* Finds the symbols, and their number from the hash tables. */
int elf_read_symbols(struct elf *elf, const struct elf_dynamic *dynamic, struct err *err);

enum { ELF_NOTES_MOST = 4096 };

/* Iterates over the notes of all PT_NOTE segments; initialise only `elf`. A note that
 * exceeds its segment ends that segment, as for the loader. Because segments may
 * overlap, the iteration stops after ELF_NOTES_MOST notes. */
struct elf_note {
	uint32_t type;
	struct str name, body; /* name without its NUL */
	uint64_t offset;       /* offset of the body in the file */
};
struct elf_notes {
	const struct elf *elf;
	size_t segment, count;
	uint64_t at; /* offset in that segment */
};
bool elf_next_note(struct elf_notes *notes, struct elf_note *note);
/* Reads .note.ABI-tag and .note.gnu.property. */
void elf_read_notes(struct elf *elf);

#endif
