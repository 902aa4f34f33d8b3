/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts the symbols, and lists those that are imported. Their number is not stored as such: DT_HASH has it as a count, in
 * DT_GNU_HASH it follows from the end of the last chain. The linker writes an empty
 * DT_GNU_HASH for a program that exports nothing; then the relocations show which
 * symbols it imports. */
#include "fmt/elf_parts.h"

static unsigned symbol_size(const struct elf_file *elf)
{
	return elf->wide ? 24 : 16;
}

static int lost(struct err *err)
{
	return elf_bad(err, "its symbols or their hash table are not in the file");
}

/* The words of DT_HASH have 64 bits on two architectures. */
static int count_by_hash(struct elf_file *elf, uint64_t address, struct err *err)
{
	unsigned word = elf->wide && (elf->machine == EM_S390 || elf->machine == EM_ALPHA) ? 8 : 4;
	uint64_t at, left;
	if (!elf_locate(elf, address, &at, &left) || left < 2 * word)
		return lost(err);
	elf->symbols = elf_get(elf, at + word, word);
	return 0;
}

static int count_by_gnu_hash(struct elf_file *elf, uint64_t address, bool *empty, struct err *err)
{
	uint64_t at, left, last = 0;
	if (!elf_locate(elf, address, &at, &left) || left < 16)
		return lost(err);
	uint64_t buckets = elf_get(elf, at, 4), first = elf_get(elf, at + 4, 4);
	uint64_t head = 16 + elf_get(elf, at + 8, 4) * (elf->wide ? 8 : 4);
	if (head > left || buckets * 4 > left - head)
		return lost(err);
	for (uint64_t i = 0; i < buckets; i++) {
		uint64_t symbol = elf_get(elf, at + head + i * 4, 4);
		last = symbol > last ? symbol : last;
	}
	*empty = last < first || last == 0;
	elf->symbols = first;
	if (*empty)
		return 0;
	for (uint64_t chain = head + buckets * 4 + (last - first) * 4;; chain += 4, last++) {
		if (chain > left || left - chain < 4)
			return lost(err);
		if (elf_get(elf, at + chain, 4) & 1)
			break;
	}
	elf->symbols = last + 1;
	return 0;
}

static int count_by_relocations(struct elf_file *elf, uint64_t address, uint64_t bytes, bool addend,
				struct err *err)
{
	unsigned word = elf->wide ? 8 : 4, entry = word * (addend ? 3 : 2);
	uint64_t at, left;
	if (!address || !bytes)
		return 0;
	if (!elf_locate(elf, address, &at, &left) || bytes > left)
		return elf_bad(err, "its relocations are not in the file");
	for (uint64_t i = 0; i < bytes / entry; i++) {
		uint64_t symbol = elf_get(elf, at + i * entry + word, word) >> (elf->wide ? 32 : 8);
		if (symbol >= elf->symbols)
			elf->symbols = symbol + 1;
	}
	return 0;
}

int elf_read_symbols(struct elf_file *elf, const struct elf_dynamic *d, struct err *err)
{
	bool empty = true;
	uint64_t left;
	if (!d->symtab)
		return 0;
	if (!elf_locate(elf, d->symtab, &elf->symbols_at, &left))
		return lost(err);
	if (d->hash ? count_by_hash(elf, d->hash, err)
		    : d->gnu_hash && count_by_gnu_hash(elf, d->gnu_hash, &empty, err))
		return -1;
	if (!d->hash && empty &&
	    (count_by_relocations(elf, d->rela, d->relasz, true, err) ||
	     count_by_relocations(elf, d->rel, d->relsz, false, err) ||
	     count_by_relocations(elf, d->jmprel, d->pltrelsz, d->pltrel == DT_RELA, err)))
		return -1;
	if (elf->symbols > left / symbol_size(elf))
		return lost(err);
	return 0;
}

void elf_list_imports(const struct elf_file *elf, struct buf *out)
{
	unsigned section = elf->wide ? 6 : 14;
	for (uint64_t i = 1; i < elf->symbols && out->n < ELF_IMPORTS_LARGEST; i++) {
		uint64_t at = elf->symbols_at + i * symbol_size(elf), name = elf_get(elf, at, 4);
		if (elf_get(elf, at + section, 2) != SHN_UNDEF || name >= elf->strings_size)
			continue;
		const char *text = elf->file.p + elf->strings_at + name;
		const char *end = memchr(text, 0, elf->strings_size - name);
		if (!end || end - text > ELF_SYMBOL_LONGEST)
			continue;
		if (!out->n)
			buf_add(out, "", 1);
		buf_add(out, text, (size_t)(end - text) + 1);
	}
}
