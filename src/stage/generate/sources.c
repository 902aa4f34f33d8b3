/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes sources.list(5) of an image with apt: the sources of the build in the form that
 * Debian's own images of that suite have (one line each in bullseye, stanzas since),
 * with the keys that verify them. */
#include <ctype.h>
#include <string.h>

#include "base/log.h"
#include "stage/generate/parts.h"

static const char debians_own[] = "debian-archive-keyring.";

struct sources {
	const struct generate_input *input;
	struct fileset *files;
	struct buf text;
	bool lines; /* one line for each source instead of stanzas */
	struct err *err;
};

/* Debian's keyring as shipped by a package of the image, or NULL. */
static const char *own_keyring(const struct fileset *files)
{
	static const char *const paths[] = {"/usr/share/keyrings/debian-archive-keyring.pgp",
					    "/usr/share/keyrings/debian-archive-keyring.gpg"};
	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		if (fileset_keeps(files, paths[i]))
			return paths[i];
	return NULL;
}

static bool is_debians(const struct source_key *key)
{
	return strncmp(key->name, debians_own, sizeof(debians_own) - 1) == 0;
}

/* The path for a key that no package ships: a name that apt accepts, and another one if
 * a different key has it already. */
static char *place_for(const struct fileset *files, const struct source_key *key)
{
	char *name CLEANUP(mem_freep) = mem_strdup(key->name);
	for (char *c = name; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("-_.", *c))
			*c = '_';
	for (unsigned number = 1;; number++) {
		char *path = number > 1 ? mem_printf("etc/apt/keyrings/%u-%s", number, name)
					: mem_printf("etc/apt/keyrings/%s", name);
		const struct member *there = fileset_get(files, path);
		if (!there || (there->type == MEMBER_FILE && str_equal(there->body, key->bytes)))
			return path;
		free(path);
	}
}

/* "/usr/share/keyrings/a.gpg,ABCDEF…" */
static int put_keys(struct sources *s, const struct source_entry *entry, struct buf *out)
{
	buf_puts(out, entry->signed_by);
	for (size_t i = 0; i < entry->keys; i++) {
		const struct source_key *key = &entry->key[i];
		const char *own = is_debians(key) ? own_keyring(s->files) : NULL;
		char *path CLEANUP(mem_freep) = own ? NULL : place_for(s->files, key);
		if (path && place_file(s->files, path, key->bytes, s->err))
			return -1;
		buf_printf(out, "%s%s%s", out->n ? "," : "", own ? "" : "/", own ? own : path);
	}
	if (!out->n && !entry->trusted)
		log_warn("apt in the image may not know the key of %s %s: none is named for it", entry->uri,
			 entry->suite);
	return 0;
}

/* The URI without the trailing slash that apt adds. */
static struct str uri_of(const struct source_entry *entry)
{
	struct str uri = str_from(entry->uri);
	if (uri.n > 1 && uri.p[uri.n - 1] == '/' && uri.p[uri.n - 2] != '/')
		uri.n--;
	return uri;
}

/* Whether two entries differ only in the suite. */
static bool is_alike(const struct source_entry *a, const struct source_entry *b)
{
	if (strcmp(a->uri, b->uri) != 0 || strcmp(a->components, b->components) != 0 ||
	    strcmp(a->options, b->options) != 0 || a->trusted != b->trusted ||
	    strcmp(a->signed_by, b->signed_by) != 0 || a->keys != b->keys)
		return false;
	for (size_t i = 0; i < a->keys; i++)
		if (strcmp(a->key[i].name, b->key[i].name) != 0 ||
		    !str_equal(a->key[i].bytes, b->key[i].bytes))
			return false;
	return true;
}

static int put_stanza(struct sources *s, size_t first, size_t n)
{
	const struct source_entry *entry = &s->input->entry[first];
	struct buf keys CLEANUP(buf_release) = {0};
	if (put_keys(s, entry, &keys))
		return -1;
	buf_printf(&s->text, "%sTypes: deb\nURIs: %.*s\nSuites:", s->text.n ? "\n" : "",
		   STR_ARG(uri_of(entry)));
	for (size_t i = 0; i < n; i++)
		buf_printf(&s->text, " %s", entry[i].suite);
	if (*entry->components)
		buf_printf(&s->text, "\nComponents: %s", entry->components);
	if (entry->trusted)
		buf_puts(&s->text, "\nTrusted: yes");
	if (keys.n)
		buf_printf(&s->text, "\nSigned-By: %s", keys.p);
	buf_printf(&s->text, "\n%s", entry->options);
	return 0;
}

/* "Check-Valid-Until: no\n" → " check-valid-until=no" */
static void put_options(const char *options, struct buf *out)
{
	struct str rest = str_from(options), line;
	while (str_split(&rest, '\n', &line)) {
		const char *colon = line.n ? memchr(line.p, ':', line.n) : NULL;
		if (!colon)
			continue;
		buf_puts(out, " ");
		for (const char *c = line.p; c < colon; c++) {
			char lower = (char)tolower((unsigned char)*c);
			buf_add(out, &lower, 1);
		}
		struct str value = str_trim((struct str){colon + 1, line.n - (size_t)(colon + 1 - line.p)});
		buf_printf(out, "=%.*s", STR_ARG(value));
	}
}

/* Debian's own keys need not be named, because they are in trusted.gpg.d. */
static int put_line(struct sources *s, const struct source_entry *entry)
{
	struct buf keys CLEANUP(buf_release) = {0}, options CLEANUP(buf_release) = {0};
	bool known = entry->keys == 1 && !*entry->signed_by && is_debians(&entry->key[0]) && own_keyring(s->files);
	if (!known && put_keys(s, entry, &keys))
		return -1;
	if (entry->trusted)
		buf_puts(&options, " trusted=yes");
	if (keys.n)
		buf_printf(&options, " signed-by=%s", keys.p);
	put_options(entry->options, &options);
	buf_puts(&s->text, "deb ");
	if (options.n)
		buf_printf(&s->text, "[%s] ", options.p + 1);
	buf_printf(&s->text, "%.*s %s%s%s\n", STR_ARG(uri_of(entry)), entry->suite,
		   *entry->components ? " " : "", entry->components);
	return 0;
}

static int put_sources(struct sources *s)
{
	const struct generate_input *input = s->input;
	for (size_t i = 0, n; i < input->entries; i += n) {
		n = 1;
		while (!s->lines && i + n < input->entries && is_alike(&input->entry[i], &input->entry[i + n]))
			n++;
		if (s->lines ? put_line(s, &input->entry[i]) : put_stanza(s, i, n))
			return -1;
	}
	return 0;
}

int generate_sources(const struct generate_input *input, struct fileset *files, struct err *err)
{
	struct sources s = {.input = input, .files = files, .err = err,
			    .lines = input->suite && strcmp(input->suite, "bullseye") == 0};
	const char *path = s.lines ? "etc/apt/sources.list" : "etc/apt/sources.list.d/debian.sources";
	int result = input->entries ? put_sources(&s) : 0;
	if (!result && s.text.n)
		result = place_file(files, path, buf_str(&s.text), err);
	buf_release(&s.text);
	return result;
}
