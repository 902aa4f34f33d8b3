/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "model/profile_read.h"

const char *const profile_conditions[] = {"Match-Suites", "Match-Architectures", "Match-Tags", NULL};
const char *const profile_tags[] = {"latest", "nonroot", "debug", "debug-nonroot", NULL};

static bool has_word(struct str value, const char *wanted)
{
	struct str word;
	while (profile_next_word(&value, &word))
		if (str_is(word, wanted))
			return true;
	return false;
}

static const char *actual(const struct profile_request *request, const char *condition)
{
	return strcmp(condition, "Match-Suites") == 0	       ? request->suite
	       : strcmp(condition, "Match-Architectures") == 0 ? request->architecture
							       : request->tag;
}

static const char *nearest_tag(const char *tag)
{
	size_t n = 0;
	while (profile_tags[n])
		n++;
	return str_nearest(tag, profile_tags, n);
}

static int unknown_tag(struct err *err, const char *near)
{
	return err_hint(err, "%s%s%stags are latest, nonroot, debug and debug-nonroot",
			near ? "did you mean '" : "", near ? near : "", near ? "'; " : "");
}

int profile_check_tag(const char *tag, struct err *err)
{
	if (profile_is_one_of(str_from(tag), profile_tags))
		return 0;
	err_set(err, STATUS_FATAL, "unknown tag '%s'", tag);
	return unknown_tag(err, nearest_tag(tag));
}

static int check_tags(struct profile_reader *r, const struct deb822_field *field)
{
	struct str rest = field->value, word;
	while (profile_next_word(&rest, &word)) {
		if (profile_is_one_of(word, profile_tags))
			continue;
		char *text CLEANUP(mem_freep) = mem_strndup(word.p, word.n);
		deb822_fail_at(r->file, field, word.p, r->err, "unknown tag '%s'", text);
		return unknown_tag(r->err, nearest_tag(text));
	}
	return 0;
}

static bool names_have_word(const struct names *names, struct str word)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_is(word, names->at[i]))
			return true;
	return false;
}

/* Refuses the first suite of a field that is not claimed. With `alike`, new names are
 * allowed unless they look like a claimed one. */
static int check_suites(struct profile_reader *r, const struct deb822_field *field,
			const struct names *claimed, bool alike)
{
	struct str rest = field->value, word;
	while (claimed->n && profile_next_word(&rest, &word)) {
		char *text CLEANUP(mem_freep) = mem_strndup(word.p, word.n);
		const char *near = str_nearest(text, claimed->at, claimed->n);
		if (names_have_word(claimed, word) || (alike && !near))
			continue;
		struct buf all CLEANUP(buf_release) = {0};
		for (size_t i = 0; i < claimed->n; i++)
			buf_printf(&all, "%s%s", i ? ", " : "", claimed->at[i]);
		deb822_fail_at(r->file, field, word.p, r->err, "the profile has no suite '%s'", text);
		return err_hint(r->err, "%s%s%sit is for %s; Suites in the first stanza names others",
				near ? "did you mean '" : "", near ? near : "", near ? "'; " : "", all.p);
	}
	return 0;
}

/* Architectures of Debian and its ports, as dpkg names them. */
static const char *const architectures[] = {
	"alpha",    "amd64", "arc",    "arm64",	 "armel",      "armhf",	  "hppa",    "hurd-amd64", "hurd-i386",
	"i386",	    "ia64",  "kfreebsd-amd64",	 "kfreebsd-i386", "loong64", "m68k", "mips",	   "mips64",
	"mips64el", "mipsel", "powerpc", "powerpcspe", "ppc64",	  "ppc64el", "riscv64",	   "s390x",
	"sh4",	    "sparc", "sparc64", "x32",	 NULL};

static int check_architectures(struct profile_reader *r, const struct deb822_field *field)
{
	struct str rest = field->value, word;
	while (profile_next_word(&rest, &word)) {
		if (profile_is_one_of(word, architectures))
			continue;
		char *text CLEANUP(mem_freep) = mem_strndup(word.p, word.n);
		const char *near = str_nearest(text, architectures, ARRAY_LEN(architectures) - 1);
		deb822_fail_at(r->file, field, word.p, r->err, "unknown architecture '%s'", text);
		return near ? err_hint(r->err, "did you mean '%s'", near)
			    : err_hint(r->err, "architectures are called as dpkg calls them, such as amd64");
	}
	return 0;
}

int profile_note_claims(struct profile_reader *r, struct names *claimed)
{
	const struct deb822_field *suites = deb822_find(r->stanza, "Suites");
	const struct deb822_field *architecture = deb822_find(r->stanza, "Architectures");
	if ((suites && check_suites(r, suites, claimed, true)) ||
	    (architecture && check_architectures(r, architecture)))
		return -1;
	const struct names *now = &r->profile->suites.word;
	for (size_t i = 0; i < now->n; i++)
		if (!names_have_word(claimed, str_from(now->at[i])))
			vec_push(claimed, now->at[i]);
	return 0;
}

static int check_condition(struct profile_reader *r, const struct deb822_field *field,
			   const struct names *claimed)
{
	struct str rest = field->value, word;
	if (!profile_next_word(&rest, &word))
		return deb822_fail(r->file, field, r->err, "%.*s without a name never holds",
				   STR_ARG(field->name));
	if (str_is(field->name, "Match-Tags"))
		return check_tags(r, field);
	return str_is(field->name, "Match-Suites") ? check_suites(r, field, claimed, false)
						   : check_architectures(r, field);
}

int profile_match(struct profile_reader *r, const struct profile_request *request,
		  const struct names *claimed, bool *applies)
{
	struct buf text CLEANUP(buf_release) = {0};
	const struct deb822_field *first = NULL;
	bool tags = false;
	*applies = true;
	for (size_t i = 0; profile_conditions[i]; i++) {
		const struct deb822_field *field = deb822_find(r->stanza, profile_conditions[i]);
		const char *have = actual(request, profile_conditions[i]);
		if (!field)
			continue;
		if (check_condition(r, field, claimed))
			return -1;
		tags = tags || strcmp(profile_conditions[i], "Match-Tags") == 0;
		*applies = *applies && have && has_word(field->value, have);
		first = first ? first : field;
		buf_printf(&text, "%s%s: %.*s", text.n ? ", " : "", profile_conditions[i],
			   STR_ARG(field->value));
	}
	if (first)
		vec_push(&r->profile->match,
			 ((struct profile_match){profile_keep(r, buf_str(&text)),
						 profile_from(r, first, NULL), *applies, tags}));
	return 0;
}
