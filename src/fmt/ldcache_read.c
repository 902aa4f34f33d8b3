/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/ldcache.h"
#include "fmt/ldcache_layout.h"

enum { SECTIONS_MOST = 64, TEXT_LONGEST = 4095, ENTRIES_MOST = 1 << 20, OLD_ALIGN_MOST = 8 };

static int broken_ldcache(struct err *err, const char *text)
{
	return err_set(err, STATUS_UNTRUSTED, "broken cache of libraries: %s", text);
}

static bool lies_in_file(struct str file, uint64_t at, uint64_t size)
{
	return at <= file.n && size <= file.n - at;
}

static uint64_t number_at(struct str file, bool big, uint64_t at, unsigned size)
{
	const unsigned char *p = (const unsigned char *)file.p + at;
	uint64_t value = 0;
	for (unsigned i = 0; i < size; i++)
		value = value << 8 | p[big ? i : size - 1 - i];
	return value;
}

static bool stands_at(struct str file, uint64_t at, const char *magic)
{
	size_t n = strlen(magic);
	return lies_in_file(file, at, n) && memcmp(file.p + at, magic, n) == 0;
}

/* Offsets in the extension count from the beginning of the file. */
static int read_extension(struct ldcache *c, uint64_t at, struct err *err)
{
	if (!lies_in_file(c->file, at, 8) ||
	    number_at(c->file, c->big, at, 4) != LDCACHE_EXTENSION_MAGIC)
		return broken_ldcache(err, "its extension is not there");
	uint64_t n = number_at(c->file, c->big, at + 4, 4);
	if (n > SECTIONS_MOST || !lies_in_file(c->file, at + 8, n * 16))
		return broken_ldcache(err, "truncated in its extension");
	for (uint64_t i = 0; i < n; i++) {
		uint64_t section = at + 8 + i * 16, tag = number_at(c->file, c->big, section, 4);
		uint64_t where = number_at(c->file, c->big, section + 8, 4);
		uint64_t size = number_at(c->file, c->big, section + 12, 4);
		if (!lies_in_file(c->file, where, size))
			return broken_ldcache(err,
					      "a section of its extension reaches over its end");
		if (tag == LDCACHE_TAG_GENERATOR)
			c->generator = (struct str){c->file.p + where, size};
		if (tag == LDCACHE_TAG_SUBDIRECTORIES) {
			c->subdirectories = where;
			c->subdirectories_n = size / 4;
		}
	}
	return 0;
}

/* Guesses the byte order: big endian if the number of entries does not fit as little endian. */
static bool guess_order(struct str file, uint64_t at, uint64_t after, unsigned entry)
{
	return !lies_in_file(file, after, number_at(file, false, at, 4) * entry);
}

static int check_count(const struct ldcache *c, unsigned entry, struct err *err)
{
	if (!lies_in_file(c->file, c->entries, (uint64_t)c->count * entry))
		return broken_ldcache(err, "it has fewer entries than its header says");
	return c->count > ENTRIES_MOST ? broken_ldcache(err, "it has more than 1048576 entries")
				       : 0;
}

static int read_new_format(struct ldcache *c, uint64_t at, struct err *err)
{
	if (!lies_in_file(c->file, at, LDCACHE_NEW_HEAD))
		return broken_ldcache(err, "truncated in its header");
	unsigned order = (unsigned char)c->file.p[at + 28] & 3;
	if (order == 1)
		return broken_ldcache(err, "it is marked as not valid");
	c->base = at;
	c->entries = at + LDCACHE_NEW_HEAD;
	c->big = order ? order == 3 : guess_order(c->file, at + 20, c->entries, LDCACHE_NEW_ENTRY);
	c->count = (uint32_t)number_at(c->file, c->big, at + 20, 4);
	if (check_count(c, LDCACHE_NEW_ENTRY, err))
		return -1;
	uint64_t extension = number_at(c->file, c->big, at + 32, 4);
	return extension ? read_extension(c, extension, err) : 0;
}

static int read_old(struct ldcache *c, struct err *err)
{
	if (!lies_in_file(c->file, 0, LDCACHE_OLD_HEAD))
		return broken_ldcache(err, "truncated in its header");
	c->entries = LDCACHE_OLD_HEAD;
	c->big = guess_order(c->file, 12, c->entries, LDCACHE_OLD_ENTRY);
	c->count = (uint32_t)number_at(c->file, c->big, 12, 4);
	if (check_count(c, LDCACHE_OLD_ENTRY, err))
		return -1;
	c->base = c->entries + (uint64_t)c->count * LDCACHE_OLD_ENTRY;
	/* The new format starts at the next multiple of its alignment, which is 4 or 8. */
	for (uint64_t at = (c->base + 3) & ~3ull; at < c->base + OLD_ALIGN_MOST; at += 4)
		if (stands_at(c->file, at, LDCACHE_NEW_MAGIC))
			return read_new_format(c, at, err);
	c->is_old = true;
	return 0;
}

int ldcache_read(struct str file, struct ldcache *out, struct err *err)
{
	*out = (struct ldcache){.file = file};
	if (stands_at(file, 0, LDCACHE_NEW_MAGIC))
		return read_new_format(out, 0, err);
	if (stands_at(file, 0, LDCACHE_OLD_MAGIC))
		return read_old(out, err);
	return broken_ldcache(err, "it does not begin as one");
}

static int text_at(const struct ldcache *c, uint64_t at, struct str *out, struct err *err)
{
	if (at >= c->file.n)
		return broken_ldcache(err, "a name lies behind its end");
	uint64_t most = c->file.n - at;
	if (most > TEXT_LONGEST + 1)
		most = TEXT_LONGEST + 1;
	const char *p = c->file.p + at, *end = memchr(p, 0, most);
	if (!end)
		return broken_ldcache(err, "a name does not end, or is too long");
	*out = (struct str){p, (size_t)(end - p)};
	return 0;
}

int ldcache_entry_at(const struct ldcache *c, uint32_t index, struct ldcache_entry *out,
		     struct err *err)
{
	unsigned size = c->is_old ? LDCACHE_OLD_ENTRY : LDCACHE_NEW_ENTRY;
	uint64_t at = c->entries + (uint64_t)index * size;
	*out = (struct ldcache_entry){.order = index};
	out->flags = (int32_t)number_at(c->file, c->big, at, 4);
	if (text_at(c, c->base + number_at(c->file, c->big, at + 4, 4), &out->library, err) ||
	    text_at(c, c->base + number_at(c->file, c->big, at + 8, 4), &out->path, err))
		return -1;
	if (c->is_old)
		return 0;
	out->os_version = (uint32_t)number_at(c->file, c->big, at + 12, 4);
	uint64_t hwcap = number_at(c->file, c->big, at + 16, 8), which = hwcap & UINT32_MAX;
	if (!(hwcap & LDCACHE_SUBDIRECTORY_BIT)) {
		out->hwcap = hwcap;
		return 0;
	}
	out->isa_level = hwcap >> 32 & 0x3ff;
	if (which >= c->subdirectories_n)
		return broken_ldcache(err, "an entry names a subdirectory that does not exist");
	return text_at(c, c->base + number_at(c->file, c->big, c->subdirectories + which * 4, 4),
		       &out->subdirectory, err);
}

/* --- the reader -------------------------------------------------------------- */

static int read_record(struct str body, const void *question, struct arena *arena, void *record, struct err *err)
{
	struct ldcache_record *out = record;
	struct ldcache cache;
	struct ldcache_entry entry;
	(void)question, (void)arena;
	if (ldcache_read(body, &cache, err))
		return -1;
	for (uint32_t i = 0; i < cache.count && ldcache_entry_at(&cache, i, &entry, err) == 0; i++)
		vec_push(&out->entry, entry);
	err_release(err);
	return 0;
}

static const struct shape entry_shape = SHAPE(struct ldcache_entry,
	FIELD(struct ldcache_entry, TEXT, library), FIELD(struct ldcache_entry, TEXT, path),
	FIELD(struct ldcache_entry, TEXT, subdirectory), FIELD(struct ldcache_entry, NUMBER, flags),
	FIELD(struct ldcache_entry, NUMBER, os_version), FIELD(struct ldcache_entry, NUMBER, isa_level),
	FIELD(struct ldcache_entry, NUMBER, hwcap));
static const struct shape ldcache_shape = SHAPE(struct ldcache_record,
	FIELD_ITEMS(struct ldcache_record, entry, &entry_shape));

const struct reader ldcache_reader = {"cache of the loader", UINT32_MAX, &ldcache_shape, read_record, NULL};
