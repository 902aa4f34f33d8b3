/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "fmt/pkcs12.h"
#include "stage/generate/ca.h"

static const char keystore[] = "etc/ssl/certs/java/cacerts";

/* ca-certificates-java ships the directory, each JRE the link. */
static bool is_for_keystore(const struct member *m)
{
	if (m->held)
		return false;
	if (m->type == MEMBER_SYMLINK)
		return *m->target == '/' && strcmp(m->target + 1, keystore) == 0;
	return m->type == MEMBER_DIR && strcmp(m->path, "etc/ssl/certs/java") == 0;
}

static bool has_keystore_file(const struct fileset *files)
{
	for (size_t i = 0; i < files->by_path.n; i++) {
		const struct member *m = files->by_path.entry[i].value;
		if (m && is_for_keystore(m))
			return true;
	}
	return false;
}

/* The length of the UTF-8 character at `s` if it is in the Basic Multilingual Plane,
 * because a name in PKCS #12 cannot hold others; else 0. */
static size_t bmp_character(const unsigned char *s)
{
	if (s[0] < 0x80)
		return 1;
	if (s[0] >= 0xc2 && s[0] <= 0xdf && (s[1] & 0xc0) == 0x80)
		return 2;
	if ((s[0] & 0xf0) != 0xe0 || (s[1] & 0xc0) != 0x80 || (s[2] & 0xc0) != 0x80)
		return 0;
	bool overlong = s[0] == 0xe0 && s[1] < 0xa0, surrogate = s[0] == 0xed && s[1] > 0x9f;
	return overlong || surrogate ? 0 : 3;
}

/* Makes an alias: "debian:netlock_arany_=class_gold=_főtanúsítvány.pem". ASCII is in
 * lower case, as keytool shows it; Java converts the rest when it reads the store. */
static char *make_alias(struct arena *arena, const char *pem)
{
	char *alias = arena_printf(arena, "debian:%s", pem);
	for (char *c = alias; *c;) {
		size_t n = bmp_character((const unsigned char *)c);
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
		else if (!n)
			*c = '_';
		c += n ? n : 1;
	}
	return alias;
}

static bool is_taken(const struct trusted *entry, size_t n, const char *alias)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(entry[i].alias, alias) == 0)
			return true;
	return false;
}

struct trusted_list {
	struct trusted *at;
	size_t n, cap;
};

/* ca-certificates-java keeps only the last certificate of a name and the first of a
 * file. Here all that the bundle has are trusted, with a suffix "-2" and so on where
 * needed. */
static void add_trusted(struct trusted_list *list, struct arena *arena, const char *pem,
			const struct cert *cert)
{
	const char *first = make_alias(arena, pem), *alias = first;
	for (unsigned i = 2; is_taken(list->at, list->n, alias); i++)
		alias = arena_printf(arena, "%s-%u", first, i);
	vec_push(list, ((struct trusted){alias, cert->der}));
}

int ca_keystore(struct fileset *files, const struct ca_list *list, struct err *err)
{
	struct arena arena = {0};
	struct trusted_list entries = {0};
	struct buf store CLEANUP(buf_release) = {0};
	if (!has_keystore_file(files) || fileset_file(files, keystore))
		return 0;
	if (!list->file.n)
		log_warn("/%s: not made: there are no certificates for Java to trust", keystore);
	for (size_t i = 0; i < list->file.n; i++)
		for (size_t k = 0; k < list->file.at[i].cert.n; k++)
			add_trusted(&entries, &arena, list->file.at[i].pem, &list->file.at[i].cert.at[k]);
	int ret = entries.n ? pkcs12_trust_store(entries.at, entries.n, &store, err) : 0;
	if (entries.n && !ret)
		ret = place_file(files, keystore, buf_str(&store), err);
	vec_release(&entries);
	arena_release(&arena);
	return ret;
}
