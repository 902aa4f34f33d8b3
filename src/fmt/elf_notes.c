/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the notes that the loader uses: gABI, "Note Section", and the GNU property notes
 * of the x86-64 psABI. */
#include "fmt/elf_parts.h"

enum { NOTE_HEAD = 12, PROPERTY_ISA_1_NEEDED = 0xc0008002 };

static uint64_t round_up(uint64_t n, uint64_t to)
{
	return (n + to - 1) / to * to;
}

static bool note_at(const struct elf_file *elf, const struct elf_segment *s, uint64_t *at,
		    struct elf_note *out)
{
	uint64_t align = s->align == 8 ? 8 : 4, left = s->size - *at;
	if (left < NOTE_HEAD)
		return false;
	uint64_t base = s->offset + *at, name = elf_get(elf, base, 4), body = elf_get(elf, base + 4, 4);
	uint64_t start = round_up(NOTE_HEAD + name, align);
	if (start > left || body > left - start)
		return false;
	out->type = (uint32_t)elf_get(elf, base + 8, 4);
	out->name = (struct str){elf->file.p + base + NOTE_HEAD, name};
	while (out->name.n && !out->name.p[out->name.n - 1])
		out->name.n--;
	out->offset = base + start;
	out->body = (struct str){elf->file.p + out->offset, body};
	body = round_up(start + body, align);
	*at += body < left ? body : left;
	return true;
}

bool elf_next_note(struct elf_notes *notes, struct elf_note *note)
{
	for (; notes->segment < notes->elf->segment.n; notes->segment++, notes->at = 0) {
		const struct elf_segment *s = &notes->elf->segment.at[notes->segment];
		if (s->type == PT_NOTE && note_at(notes->elf, s, &notes->at, note))
			return notes->count++ < ELF_NOTES_MOST;
	}
	return false;
}

static void read_abi(struct elf_file *elf, const struct elf_note *note)
{
	if (note->body.n < 16 || elf->out->has_abi_tag)
		return;
	elf->out->has_abi_tag = true;
	elf->out->os = (uint32_t)elf_get(elf, note->offset, 4);
	for (unsigned i = 1; i < 4; i++)
		elf->out->os_version = elf->out->os_version << 8 |
				  (uint32_t)(elf_get(elf, note->offset + i * 4, 4) & 0xff);
}

static void read_properties(struct elf_file *elf, const struct elf_note *note)
{
	uint64_t at = 0;
	while (note->body.n - at >= 8) {
		uint64_t type = elf_get(elf, note->offset + at, 4);
		uint64_t size = elf_get(elf, note->offset + at + 4, 4);
		if (size > note->body.n - at - 8)
			return;
		if (type == PROPERTY_ISA_1_NEEDED && size == 4)
			elf->out->isa_needed = (uint32_t)elf_get(elf, note->offset + at + 8, 4);
		at += 8 + round_up(size, elf->wide ? 8 : 4);
		if (at > note->body.n)
			return;
	}
}

void elf_read_notes(struct elf_file *elf)
{
	struct elf_notes notes = {.elf = elf};
	struct elf_note note;
	bool properties = false;
	while (elf_next_note(&notes, &note)) {
		if (!str_is(note.name, "GNU"))
			continue;
		if (note.type == NT_GNU_ABI_TAG)
			read_abi(elf, &note);
		else if (note.type == NT_GNU_PROPERTY_TYPE_0 && !properties &&
			 (elf->machine == EM_X86_64 || elf->machine == EM_386)) {
			properties = true;
			read_properties(elf, &note);
		}
	}
}
