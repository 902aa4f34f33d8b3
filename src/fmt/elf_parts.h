/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internal to fmt/elf: reads numbers of either class and byte order, and declares the
 * parts that read one table each. Call elf_has() once for each table or record before
 * elf_get(), which does not check offsets. */
#ifndef FMT_ELF_PARTS_H
#define FMT_ELF_PARTS_H

#include <elf.h>

#include "fmt/elf.h"

/* A program header: PT_LOAD, PT_DYNAMIC, PT_INTERP or PT_NOTE; others are skipped. */
struct elf_segment {
	uint32_t type;                  /* PT_LOAD ... */
	uint64_t offset, size;          /* in the file; checked to be inside it */
	uint64_t address, align;
};

/* A file while it is read. All text is a view of the file. */
struct elf_file {
	struct str file;
	struct elf *out; /* zeroed before elf_parse() */
	bool wide, big;  /* as in `out` */
	uint16_t machine;
	VEC(struct elf_segment) segment;
	/* Offset and number of the entries of .dynsym, offset and size of .dynstr. */
	uint64_t symbols_at, symbols, strings_at, strings_size;
};

/* Reads all but the imported symbols and the notes of .note.dlopen into file->out. The
 * caller releases the file, also after an error, and the lists of `out`. `bytes` must outlive
 * both; `file` need not be initialised. All errors are STATUS_UNTRUSTED. */
int elf_parse(struct str bytes, struct elf *out, struct elf_file *file, struct err *err);

/* Frees the list of segments; `bytes` and `out` stay. */
void elf_file_release(struct elf_file *file);

/* The entries of PT_DYNAMIC: addresses in memory as given; 0 if absent. */
struct elf_dynamic {
	uint64_t strtab, strsz, symtab, hash, gnu_hash;
	uint64_t verneed, verneednum, verdef, verdefnum;
	uint64_t rela, relasz, rel, relsz, jmprel, pltrelsz, pltrel;
	uint64_t soname, rpath, runpath, flags_1;
};

/* Whether the file contains `size` bytes at `offset`. */
bool elf_has(const struct elf_file *elf, uint64_t offset, uint64_t size);
/* The number of 1, 2, 4 or 8 bytes at `offset`. */
uint64_t elf_get(const struct elf_file *elf, uint64_t offset, unsigned size);
/* Translates an address in memory to an offset in the file; *left is the number of bytes
 * up to the end of its segment. False if no PT_LOAD contains the address. */
bool elf_locate(const struct elf_file *elf, uint64_t address, uint64_t *offset, uint64_t *left);
/* Reads the name at offset `at` of .dynstr, as a view of the file. */
int elf_name(const struct elf_file *elf, uint64_t at, struct str *name, struct err *err);
/* Sets the error STATUS_UNTRUSTED "broken ELF file: <text>". Returns -1. */
int elf_bad(struct err *err, const char *text);

/* Reads DT_VERNEED and DT_VERDEF into elf->out; .dynstr must be known. */
int elf_read_versions(struct elf_file *elf, const struct elf_dynamic *dynamic, struct err *err);
/* Finds the symbols, and their number from the hash tables; elf_list_imports() reads them. */
int elf_read_symbols(struct elf_file *elf, const struct elf_dynamic *dynamic, struct err *err);

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
	const struct elf_file *elf;
	size_t segment, count;
	uint64_t at; /* offset in that segment */
};
/* False after the last note; then `note` is undefined. */
bool elf_next_note(struct elf_notes *notes, struct elf_note *note);
/* Reads .note.ABI-tag and .note.gnu.property. */
void elf_read_notes(struct elf_file *elf);
/* Appends the names of imported symbols as struct elf.imports has them; `out` is empty before. */
void elf_list_imports(const struct elf_file *elf, struct buf *out);
/* Reads .note.dlopen into elf->out; text is in the arena. What is wrong goes to dlopen_wrong. */
void elf_read_dlopen(const struct elf_file *elf, struct arena *arena);

#endif
