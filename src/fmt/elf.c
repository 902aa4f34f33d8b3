/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/elf.h"

#include "fmt/elf_parts.h"

bool elf_has(const struct elf_file *elf, uint64_t offset, uint64_t size)
{
	return offset <= elf->file.n && size <= elf->file.n - offset;
}

uint64_t elf_get(const struct elf_file *elf, uint64_t offset, unsigned size)
{
	const unsigned char *p = (const unsigned char *)elf->file.p + offset;
	uint64_t value = 0;
	for (unsigned i = 0; i < size; i++)
		value = value << 8 | p[elf->big ? i : size - 1 - i];
	return value;
}

bool elf_locate(const struct elf_file *elf, uint64_t address, uint64_t *offset, uint64_t *left)
{
	for (size_t i = 0; i < elf->segment.n; i++) {
		const struct elf_segment *s = &elf->segment.at[i];
		if (s->type != PT_LOAD || address < s->address || address - s->address >= s->size)
			continue;
		*offset = s->offset + (address - s->address);
		*left = s->size - (address - s->address);
		return true;
	}
	return false;
}

int elf_bad(struct err *err, const char *text)
{
	return err_set(err, STATUS_UNTRUSTED, "broken ELF file: %s", text);
}

int elf_name(const struct elf_file *elf, uint64_t at, struct str *name, struct err *err)
{
	if (at >= elf->strings_size)
		return elf_bad(err, "a name lies outside of the table of names");
	const char *p = elf->file.p + elf->strings_at + at;
	uint64_t most = elf->strings_size - at;
	if (most > ELF_NAME_LONGEST + 1)
		most = ELF_NAME_LONGEST + 1;
	const char *end = memchr(p, 0, most);
	if (!end)
		return elf_bad(err, most > ELF_NAME_LONGEST ? "a name is longer than 16384 bytes"
							    : "a name does not end in its table");
	*name = (struct str){p, (size_t)(end - p)};
	return 0;
}

bool elf_is(struct str file)
{
	return file.n >= SELFMAG && memcmp(file.p, ELFMAG, SELFMAG) == 0;
}

/* Offsets and sizes in the headers that differ between 32 bits ([0]) and 64 bits (elf(5)). */
static const struct layout {
	unsigned header, word; /* sizes */
	unsigned phoff, flags, phentsize, phnum;
	unsigned segment, p_offset, p_vaddr, p_filesz, p_align;
} layouts[2] = {
	{52, 4, 28, 36, 42, 44, 32, 4, 8, 16, 28},
	{64, 8, 32, 48, 54, 56, 56, 8, 16, 32, 48},
};

static int read_segments(struct elf_file *elf, const struct layout *l, struct err *err)
{
	uint64_t at = elf_get(elf, l->phoff, l->word), n = elf_get(elf, l->phnum, 2);
	if (n == 0)
		return 0;
	if (n == PN_XNUM)
		return elf_bad(err, "too many program headers");
	if (elf_get(elf, l->phentsize, 2) != l->segment)
		return elf_bad(err, "program headers of an unknown size");
	if (!elf_has(elf, at, n * l->segment))
		return elf_bad(err, "truncated in the program headers");
	for (uint64_t i = 0; i < n; i++, at += l->segment) {
		struct elf_segment s = {
			.type = (uint32_t)elf_get(elf, at, 4),
			.offset = elf_get(elf, at + l->p_offset, l->word),
			.size = elf_get(elf, at + l->p_filesz, l->word),
			.address = elf_get(elf, at + l->p_vaddr, l->word),
			.align = elf_get(elf, at + l->p_align, l->word),
		};
		if (s.type != PT_LOAD && s.type != PT_DYNAMIC && s.type != PT_INTERP && s.type != PT_NOTE)
			continue;
		if (!elf_has(elf, s.offset, s.size))
			return elf_bad(err, "truncated: a segment reaches over the end of the file");
		vec_push(&elf->segment, s);
	}
	return 0;
}

static const struct elf_segment *find_segment(const struct elf_file *elf, uint32_t type)
{
	for (size_t i = 0; i < elf->segment.n; i++)
		if (elf->segment.at[i].type == type)
			return &elf->segment.at[i];
	return NULL;
}

static int read_interpreter(struct elf_file *elf, struct err *err)
{
	const struct elf_segment *s = find_segment(elf, PT_INTERP);
	/* The debug data of a program has the header without content. */
	if (!s || !s->size)
		return 0;
	const char *p = elf->file.p + s->offset, *end = memchr(p, 0, s->size);
	if (!end)
		return elf_bad(err, "the name of its interpreter does not end");
	elf->out->interpreter = (struct str){p, (size_t)(end - p)};
	return 0;
}

static uint64_t *dynamic_field(struct elf_dynamic *d, uint64_t tag)
{
	switch (tag) {
	case DT_STRTAB: return &d->strtab;
	case DT_STRSZ: return &d->strsz;
	case DT_SYMTAB: return &d->symtab;
	case DT_HASH: return &d->hash;
	case DT_GNU_HASH: return &d->gnu_hash;
	case DT_VERNEED: return &d->verneed;
	case DT_VERNEEDNUM: return &d->verneednum;
	case DT_VERDEF: return &d->verdef;
	case DT_VERDEFNUM: return &d->verdefnum;
	case DT_RELA: return &d->rela;
	case DT_RELASZ: return &d->relasz;
	case DT_REL: return &d->rel;
	case DT_RELSZ: return &d->relsz;
	case DT_JMPREL: return &d->jmprel;
	case DT_PLTRELSZ: return &d->pltrelsz;
	case DT_PLTREL: return &d->pltrel;
	case DT_SONAME: return &d->soname;
	case DT_RPATH: return &d->rpath;
	case DT_RUNPATH: return &d->runpath;
	case DT_FLAGS_1: return &d->flags_1;
	default: return NULL;
	}
}

/* Reads the numbers; for DT_NEEDED only the offsets of the names. */
static int read_entries(const struct elf_file *elf, const struct elf_segment *s, struct elf_dynamic *out,
			uint64_t *needed, size_t *needed_n, struct err *err)
{
	unsigned word = elf->wide ? 8 : 4;
	for (uint64_t i = 0; i < s->size / (2 * word); i++) {
		uint64_t at = s->offset + i * 2 * word;
		uint64_t tag = elf_get(elf, at, word), value = elf_get(elf, at + word, word);
		uint64_t *field = dynamic_field(out, tag);
		if (tag == DT_NULL)
			break;
		if (field)
			*field = value;
		if (tag != DT_NEEDED)
			continue;
		if (*needed_n == ELF_NEEDED_MOST)
			return err_set(err, STATUS_UNTRUSTED, "broken ELF file: it needs more than %d libraries",
				       ELF_NEEDED_MOST);
		needed[(*needed_n)++] = value;
	}
	return 0;
}

static int find_strings(struct elf_file *elf, const struct elf_dynamic *d, struct err *err)
{
	uint64_t left;
	if (!d->strtab)
		return 0;
	if (!elf_locate(elf, d->strtab, &elf->strings_at, &left) || d->strsz > left)
		return elf_bad(err, "its table of names is not in the file");
	elf->strings_size = d->strsz;
	elf->out->has_names = d->strsz != 0;
	return 0;
}

static int read_dynamic(struct elf_file *elf, struct err *err)
{
	const struct elf_segment *s = find_segment(elf, PT_DYNAMIC);
	struct elf_dynamic d = {0};
	uint64_t needed[ELF_NEEDED_MOST];
	size_t n = 0;
	elf->out->dynamic = s != NULL;
	if (!s || !s->size)
		return 0;
	if (read_entries(elf, s, &d, needed, &n, err) || find_strings(elf, &d, err))
		return -1;
	elf->out->is_pie = d.flags_1 & DF_1_PIE;
	elf->out->no_default = d.flags_1 & DF_1_NODEFLIB;
	for (size_t i = 0; i < n; i++) {
		struct str name;
		if (elf_name(elf, needed[i], &name, err))
			return -1;
		vec_push(&elf->out->needed, name);
	}
	if ((d.soname && elf_name(elf, d.soname, &elf->out->soname, err)) ||
	    (d.rpath && elf_name(elf, d.rpath, &elf->out->rpath, err)) ||
	    (d.runpath && elf_name(elf, d.runpath, &elf->out->runpath, err)))
		return -1;
	return elf_read_versions(elf, &d, err) || elf_read_symbols(elf, &d, err) ? -1 : 0;
}

static int read_header(struct elf_file *elf, const struct layout **layout, struct err *err)
{
	struct str file = elf->file;
	if (!elf_is(file))
		return elf_bad(err, "it does not begin as one");
	if (file.n < EI_NIDENT)
		return elf_bad(err, "truncated in its header");
	unsigned char class = (unsigned char)file.p[EI_CLASS], order = (unsigned char)file.p[EI_DATA];
	if ((class != ELFCLASS32 && class != ELFCLASS64) || (order != ELFDATA2LSB && order != ELFDATA2MSB))
		return elf_bad(err, "neither of 32 nor of 64 bits, or of an unknown byte order");
	elf->wide = elf->out->wide = class == ELFCLASS64;
	elf->big = elf->out->big = order == ELFDATA2MSB;
	*layout = &layouts[elf->wide];
	if (file.n < (*layout)->header)
		return elf_bad(err, "truncated in its header");
	elf->out->type = (uint16_t)elf_get(elf, 16, 2);
	elf->machine = elf->out->machine = (uint16_t)elf_get(elf, 18, 2);
	elf->out->flags = (uint32_t)elf_get(elf, (*layout)->flags, 4);
	return 0;
}

int elf_parse(struct str bytes, struct elf *out, struct elf_file *file, struct err *err)
{
	const struct layout *layout = NULL;
	*file = (struct elf_file){.file = bytes, .out = out};
	if (read_header(file, &layout, err) || read_segments(file, layout, err) || read_interpreter(file, err) ||
	    read_dynamic(file, err))
		return -1;
	elf_read_notes(file);
	return 0;
}

void elf_file_release(struct elf_file *file)
{
	vec_release(&file->segment);
}

/* --- the reader -------------------------------------------------------------- */

static const struct shape version_need_shape = SHAPE(struct elf_version_need,
	FIELD(struct elf_version_need, TEXT, library), FIELD(struct elf_version_need, TEXT, version),
	FIELD(struct elf_version_need, BOOL, weak));

static const struct shape dlopen_shape = SHAPE(struct elf_dlopen,
	FIELD_ITEMS(struct elf_dlopen, soname, &shape_text), FIELD(struct elf_dlopen, NAME, feature),
	FIELD(struct elf_dlopen, NAME, description), FIELD(struct elf_dlopen, NUMBER, priority));

static const struct shape elf_shape = SHAPE(struct elf,
	FIELD(struct elf, BOOL, wide), FIELD(struct elf, BOOL, big), FIELD(struct elf, NUMBER, type),
	FIELD(struct elf, NUMBER, machine), FIELD(struct elf, NUMBER, flags), FIELD(struct elf, BOOL, dynamic),
	FIELD(struct elf, BOOL, has_names), FIELD(struct elf, BOOL, is_pie), FIELD(struct elf, BOOL, no_default), FIELD(struct elf, TEXT, interpreter),
	FIELD(struct elf, TEXT, soname), FIELD(struct elf, TEXT, rpath), FIELD(struct elf, TEXT, runpath),
	FIELD_ITEMS(struct elf, needed, &shape_text), FIELD_ITEMS(struct elf, version_needed, &version_need_shape),
	FIELD_ITEMS(struct elf, version_defined, &shape_text), FIELD(struct elf, NUMBER, os),
	FIELD(struct elf, NUMBER, os_version), FIELD(struct elf, BOOL, has_abi_tag),
	FIELD(struct elf, NUMBER, isa_needed), FIELD(struct elf, TEXT, imports),
	FIELD_ITEMS(struct elf, dlopen, &dlopen_shape), FIELD(struct elf, NAME, dlopen_wrong));

static int read_elf(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	struct elf *out = record;
	struct elf_file file;
	struct buf imports CLEANUP(buf_release) = {0};
	(void)question;
	int status = elf_parse(body, out, &file, err);
	if (!status)
		elf_list_imports(&file, &imports);
	if (imports.n >= ELF_IMPORTS_LARGEST)
		status = elf_bad(err, "the names of its imported symbols take more than 16 MiB");
	if (!status) {
		out->imports = (struct str){arena_strndup(arena, imports.p ? imports.p : "", imports.n), imports.n};
		elf_read_dlopen(&file, arena);
	}
	elf_file_release(&file);
	return status;
}

/* What callers rely on beyond the shape. */
static bool elf_holds(const void *record)
{
	const struct elf *elf = record;
	bool good = elf->needed.n <= ELF_NEEDED_MOST && elf->version_needed.n <= ELF_VERSIONS_MOST &&
		    elf->version_defined.n <= ELF_VERSIONS_MOST && elf->dlopen.n <= ELF_DLOPEN_MOST &&
		    (!elf->imports.n || (!elf->imports.p[0] && !elf->imports.p[elf->imports.n - 1]));
	for (size_t i = 0; i < elf->dlopen.n; i++)
		good = good && elf->dlopen.at[i].soname.n && elf->dlopen.at[i].priority <= DLOPEN_SUGGESTED;
	return good;
}

const struct reader elf_reader = {"ELF file", UINT64_MAX, &elf_shape, read_elf, elf_holds};

int elf_read(struct str file, struct arena *arena, struct elf *out, struct err *err)
{
	return reader_run(&elf_reader, file, NULL, arena, out, err);
}

bool elf_imports(const struct elf *elf, const char *symbol)
{
	size_t n = strlen(symbol) + 2;
	char text[ELF_SYMBOL_LONGEST + 2];
	if (n > sizeof(text) || !elf->imports.n)
		return false;
	text[0] = 0;
	memcpy(text + 1, symbol, n - 1);
	return memmem(elf->imports.p, elf->imports.n, text, n) != NULL;
}
