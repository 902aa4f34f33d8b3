/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the versions of symbols ("Symbol Versioning" of the LSB core specification). A
 * record gives the distance to the next one. Distances are unsigned and 0 ends a chain,
 * so no chain is a circle; the limit on the count bounds files in which many heads share
 * one chain. */
#include "fmt/elf_parts.h"

enum { NEED = 16, NEED_ENTRY = 16, DEFINED = 20, DEFINED_ENTRY = 8, VERSION_CURRENT = 1 };

static int too_many(struct err *err)
{
	return err_set(err, STATUS_UNTRUSTED, "broken ELF file: more than %d versions of symbols",
		       ELF_VERSIONS_MOST);
}

/* Reads the versions that are required of one library. */
static int read_need(struct elf_file *elf, uint64_t at, uint64_t head, struct err *err)
{
	struct elf_version_need need = {0};
	if (elf_name(elf, elf_get(elf, head + 4, 4), &need.library, err))
		return -1;
	for (uint64_t n = elf_get(elf, head + 2, 2), next = 1; n && next; n--, at += next) {
		if (!elf_has(elf, at, NEED_ENTRY))
			return elf_bad(err, "truncated in the versions it needs");
		if (elf->out->version_needed.n == ELF_VERSIONS_MOST)
			return too_many(err);
		if (elf_name(elf, elf_get(elf, at + 8, 4), &need.version, err))
			return -1;
		need.weak = elf_get(elf, at + 4, 2) & VER_FLG_WEAK;
		vec_push(&elf->out->version_needed, need);
		next = elf_get(elf, at + 12, 4);
	}
	return 0;
}

static int read_needed(struct elf_file *elf, uint64_t at, uint64_t n, struct err *err)
{
	for (uint64_t next = 1, i = 0; i < n && next; i++, at += next) {
		if (!elf_has(elf, at, NEED))
			return elf_bad(err, "truncated in the versions it needs");
		if (elf_get(elf, at, 2) != VERSION_CURRENT)
			return elf_bad(err, "the versions it needs are of an unknown form");
		if (i == ELF_VERSIONS_MOST)
			return too_many(err);
		if (read_need(elf, at + elf_get(elf, at + 8, 4), at, err))
			return -1;
		next = elf_get(elf, at + 12, 4);
	}
	return 0;
}

static int read_defined(struct elf_file *elf, uint64_t at, uint64_t n, struct err *err)
{
	for (uint64_t next = 1, i = 0; i < n && next; i++, at += next) {
		struct str name;
		if (!elf_has(elf, at, DEFINED))
			return elf_bad(err, "truncated in the versions it defines");
		if (elf_get(elf, at, 2) != VERSION_CURRENT)
			return elf_bad(err, "the versions it defines are of an unknown form");
		if (i == ELF_VERSIONS_MOST)
			return too_many(err);
		next = elf_get(elf, at + 16, 4);
		if (elf_get(elf, at + 2, 2) & VER_FLG_BASE)
			continue;
		uint64_t entry = at + elf_get(elf, at + 12, 4);
		if (!elf_has(elf, entry, DEFINED_ENTRY))
			return elf_bad(err, "truncated in the versions it defines");
		if (elf_name(elf, elf_get(elf, entry, 4), &name, err))
			return -1;
		vec_push(&elf->out->version_defined, name);
	}
	return 0;
}

int elf_read_versions(struct elf_file *elf, const struct elf_dynamic *d, struct err *err)
{
	uint64_t at, left;
	if (d->verneed && d->verneednum) {
		if (!elf_locate(elf, d->verneed, &at, &left))
			return elf_bad(err, "the versions it needs are not in the file");
		if (read_needed(elf, at, d->verneednum, err))
			return -1;
	}
	if (d->verdef && d->verdefnum) {
		if (!elf_locate(elf, d->verdef, &at, &left))
			return elf_bad(err, "the versions it defines are not in the file");
		if (read_defined(elf, at, d->verdefnum, err))
			return -1;
	}
	return 0;
}
