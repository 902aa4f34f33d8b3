/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fmt/ldcache.h"

#include "fmt/ldcache_layout.h"

static bool is_digit(struct str s)
{
	return s.n && s.p[0] >= '0' && s.p[0] <= '9';
}

/* Overflow wraps, as in the loader's int. */
static int32_t take_number(struct str *s)
{
	uint32_t value = 0;
	for (; is_digit(*s); s->p++, s->n--)
		value = value * 10 + (uint32_t)(s->p[0] - '0');
	return (int32_t)value;
}

int ldcache_compare_names(struct str a, struct str b)
{
	while (a.n) {
		if (is_digit(a) != is_digit(b))
			return is_digit(a) ? 1 : -1;
		if (is_digit(a)) {
			int32_t x = take_number(&a), y = take_number(&b);
			if (x != y)
				return x < y ? -1 : 1;
			continue;
		}
		if (!b.n || a.p[0] != b.p[0])
			return !b.n || (unsigned char)a.p[0] > (unsigned char)b.p[0] ? 1 : -1;
		a.p++, a.n--;
		b.p++, b.n--;
	}
	return b.n ? -1 : 0;
}

static int compare_text(struct str a, struct str b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* Descending; libraries for certain processors come first. */
static int compare_entries(const void *l, const void *r)
{
	const struct ldcache_entry *a = l, *b = r;
	int order = ldcache_compare_names(b->library, a->library);
	if (order)
		return order;
	if (a->flags != b->flags)
		return a->flags < b->flags ? 1 : -1;
	if (!a->subdirectory.p != !b->subdirectory.p)
		return a->subdirectory.p ? -1 : 1;
	if (a->subdirectory.p && (order = compare_text(a->subdirectory, b->subdirectory)))
		return order;
	int bits = __builtin_popcountll(b->hwcap) - __builtin_popcountll(a->hwcap);
	if (bits)
		return bits;
	if (a->hwcap != b->hwcap)
		return a->hwcap < b->hwcap ? 1 : -1;
	if (a->os_version != b->os_version)
		return a->os_version < b->os_version ? 1 : -1;
	return (a->order > b->order) - (a->order < b->order);
}

void ldcache_sort(struct ldcache_entries *entries)
{
	if (entries->n)
		qsort(entries->at, entries->n, sizeof(*entries->at), compare_entries);
}

static void add_number(struct buf *out, bool big, unsigned size, uint64_t value)
{
	char bytes[8];
	for (unsigned i = 0; i < size; i++)
		bytes[i] = (char)(value >> 8 * (big ? size - 1 - i : i));
	buf_add(out, bytes, size);
}

/* A string to store, and where to write its offset. */
struct stored {
	struct str text;
	uint32_t *place;
};

/* Compares from the end, so that a string follows the strings that end in it. */
static int compare_ends(const void *l, const void *r)
{
	const struct stored *a = l, *b = r;
	size_t most = a->text.n < b->text.n ? a->text.n : b->text.n;
	for (size_t i = 1; i <= most; i++) {
		unsigned char x = (unsigned char)a->text.p[a->text.n - i];
		unsigned char y = (unsigned char)b->text.p[b->text.n - i];
		if (x != y)
			return y - x;
	}
	return (a->text.n < b->text.n) - (a->text.n > b->text.n);
}

static void store_shared(struct stored *all, size_t n, struct buf *strings)
{
	if (n)
		qsort(all, n, sizeof(*all), compare_ends);
	for (size_t i = 0; i < n; i++) {
		struct str text = all[i].text, last = i ? all[i - 1].text : (struct str){0};
		if (i && last.n >= text.n && memcmp(last.p + last.n - text.n, text.p, text.n) == 0) {
			*all[i].place = (uint32_t)(*all[i - 1].place + last.n - text.n);
			continue;
		}
		*all[i].place = (uint32_t)strings->n;
		buf_add(strings, text.p, text.n);
		buf_add(strings, "", 1);
	}
}

static void store_each(struct stored *all, size_t n, struct buf *strings)
{
	for (size_t i = 0; i < n; i++) {
		*all[i].place = (uint32_t)strings->n;
		buf_add(strings, all[i].text.p, all[i].text.n);
		buf_add(strings, "", 1);
	}
}

/* Offsets of the strings, in the order of entries and of known names. */
struct places {
	uint32_t *library, *path, *known;
};

static void store_strings(const struct ldcache_entries *entries, const struct ldcache_form *form,
			  struct places *places, struct buf *strings)
{
	size_t n = 0;
	struct stored *all = mem_resize(NULL, 2 * entries->n + form->knowns + 1, sizeof(*all));
	for (size_t i = 0; i < entries->n; i++) {
		all[n++] = (struct stored){entries->at[i].library, &places->library[i]};
		all[n++] = (struct stored){entries->at[i].path, &places->path[i]};
	}
	for (size_t i = 0; i < form->knowns; i++)
		all[n++] = (struct stored){form->known[i], &places->known[i]};
	if (form->shared_strings)
		store_shared(all, n, strings);
	else
		store_each(all, n, strings);
	free(all);
}

/* The subdirectories that occur in entries, sorted by name, each once. */
struct used {
	struct used_name {
		struct str text;
		size_t known; /* index into form->known */
		bool wanted;
	} *at;
	size_t n;
};

static int compare_used(const void *l, const void *r)
{
	const struct used_name *a = l, *b = r;
	return compare_text(a->text, b->text);
}

static struct used_name *find_name(const struct used *used, struct str name)
{
	const struct used_name key = {.text = name};
	return used->n ? bsearch(&key, used->at, used->n, sizeof(key), compare_used) : NULL;
}

static struct used find_used(const struct ldcache_entries *entries, const struct ldcache_form *form)
{
	struct used used = {mem_alloc((form->knowns + 1) * sizeof(*used.at)), form->knowns};
	for (size_t i = 0; i < used.n; i++)
		used.at[i] = (struct used_name){.text = form->known[i], .known = i};
	if (used.n)
		qsort(used.at, used.n, sizeof(*used.at), compare_used);
	for (size_t i = 0; i < entries->n; i++)
		if (entries->at[i].subdirectory.p)
			find_name(&used, entries->at[i].subdirectory)->wanted = true;
	size_t kept = 0;
	for (size_t i = 0; i < used.n; i++)
		if (used.at[i].wanted)
			used.at[kept++] = used.at[i];
	used.n = kept;
	return used;
}

static uint64_t hwcap_of(const struct ldcache_entry *e, const struct used *used)
{
	if (!e->subdirectory.p)
		return e->hwcap;
	size_t index = (size_t)(find_name(used, e->subdirectory) - used->at);
	return LDCACHE_SUBDIRECTORY_BIT | (uint64_t)e->isa_level << 32 | index;
}

/* Appends the list of sections and then their content. */
static void add_extension(const struct ldcache_form *form, const struct used *used,
			  const struct places *places, uint32_t base, size_t start, struct buf *out)
{
	uint32_t sections = used->n ? 2 : 1;
	size_t body = out->n - start + 8 + 16 * sections, generator = strlen(form->generator);
	const uint64_t directory[] = {
		LDCACHE_EXTENSION_MAGIC, sections,
		LDCACHE_TAG_GENERATOR, 0, body + 4 * used->n, generator,
		LDCACHE_TAG_SUBDIRECTORIES, 0, body, 4 * used->n,
	};
	for (size_t i = 0; i < 2 + 4 * sections; i++)
		add_number(out, form->big, 4, directory[i]);
	for (size_t i = 0; i < used->n; i++)
		add_number(out, form->big, 4, base + places->known[used->at[i].known]);
	buf_add(out, form->generator, generator);
}

static void add_new_head(const struct ldcache_form *form, size_t count, size_t strings,
			 struct buf *out)
{
	uint64_t end = LDCACHE_NEW_HEAD + count * LDCACHE_NEW_ENTRY + strings;
	buf_puts(out, LDCACHE_NEW_MAGIC);
	add_number(out, form->big, 4, count);
	add_number(out, form->big, 4, strings);
	buf_add(out, form->big ? "\3\0\0" : "\2\0\0", 4);
	add_number(out, form->big, 4, form->shared_strings ? (end + 3) & ~3ull : 0);
	buf_add(out, "\0\0\0\0\0\0\0\0\0\0\0", 12);
}

int ldcache_write(const struct ldcache_entries *entries, const struct ldcache_form *form,
		  struct buf *out, struct err *err)
{
	size_t n = entries->n, start = out->n;
	uint64_t base = LDCACHE_NEW_HEAD + (uint64_t)n * LDCACHE_NEW_ENTRY;
	uint32_t *all CLEANUP(mem_freep) = mem_resize(NULL, 2 * n + form->knowns + 1, sizeof(*all));
	struct places places = {all, all + n, all + 2 * n};
	struct buf strings CLEANUP(buf_release) = {0};
	store_strings(entries, form, &places, &strings);
	if (base + strings.n > INT32_MAX)
		return err_set(err, STATUS_FATAL, "the libraries' cache would be larger than 2 GiB");
	struct used used = find_used(entries, form);
	add_new_head(form, n, strings.n, out);
	for (size_t i = 0; i < n; i++) {
		const struct ldcache_entry *e = &entries->at[i];
		add_number(out, form->big, 4, (uint32_t)e->flags);
		add_number(out, form->big, 4, base + places.library[i]);
		add_number(out, form->big, 4, base + places.path[i]);
		add_number(out, form->big, 4, e->os_version);
		add_number(out, form->big, 8, hwcap_of(e, &used));
	}
	if (strings.n)
		buf_add(out, strings.p, strings.n);
	if (form->shared_strings) {
		while ((out->n - start) % 4)
			buf_add(out, "", 1);
		add_extension(form, &used, &places, (uint32_t)base, start, out);
	}
	free(used.at);
	return 0;
}
