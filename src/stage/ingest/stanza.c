/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/ingest/stanza.h"

#include "base/mem.h"
#include "fmt/deb822.h"

static int refuse_stanza(struct err *err, const char *text)
{
	return err_set(err, STATUS_UNTRUSTED, "%s", text);
}

/* Checks sizes before the stanza is parsed, so that other code need not. */
static int check_sizes(struct str text, struct err *err)
{
	struct str rest = text, line;
	size_t lines = 0, word = 0;
	if (text.n > STANZA_LARGEST)
		return refuse_stanza(err, "stanza larger than 1 MiB");
	for (size_t i = 0; i < text.n; i++) {
		word = memchr(" \t\n,|", text.p[i], 5) ? 0 : word + 1;
		if (word > STANZA_WORD_LONGEST)
			return err_set(err, STATUS_UNTRUSTED, "word longer than %d bytes",
				       STANZA_WORD_LONGEST);
	}
	while (str_split(&rest, '\n', &line))
		lines += line.n && line.p[0] != ' ' && line.p[0] != '\t';
	if (lines > STANZA_FIELDS_MOST)
		return err_set(err, STATUS_UNTRUSTED, "more than %d fields", STANZA_FIELDS_MOST);
	return 0;
}

/* Debian Policy 5.6.1, 5.6.8, 5.6.12. Each of these values may become part of a file name. */
static bool is_plain(struct str value, const char *more)
{
	if (value.n == 0 || value.n > STANZA_NAME_LONGEST)
		return false;
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		bool alnum = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (!alnum && (i == 0 || !c || !strchr(more, c)))
			return false;
	}
	return true;
}

static int check_field(const struct deb822_stanza *stanza, const char *name, const char *more,
		       const char *expected, struct err *err)
{
	const struct deb822_field *field = deb822_find(stanza, name);
	if (!field)
		return err_set(err, STATUS_UNTRUSTED, "no field %s", name);
	if (!is_plain(field->value, more))
		return err_set(err, STATUS_UNTRUSTED, "%s is not in the syntax of Debian Policy",
			       name);
	if (expected && !str_is(field->value, expected))
		return err_set(err, STATUS_UNTRUSTED, "%s is %.*s, expected %s", name,
			       STR_ARG(field->value), expected);
	return 0;
}

static int check_fields(const struct deb822 *in, const struct package *package, struct err *err)
{
	if (in->stanza.n != 1)
		return refuse_stanza(err, in->stanza.n ? "more than one stanza" : "no stanza");
	const struct deb822_stanza *stanza = &in->stanza.at[0];
	if (check_field(stanza, "Package", "+-.", package ? package->name : NULL, err) != 0 ||
	    check_field(stanza, "Version", "ABCDEFGHIJKLMNOPQRSTUVWXYZ.+-~:",
			package ? package->version : NULL, err) != 0)
		return -1;
	return check_field(stanza, "Architecture", "-", package ? package->architecture : NULL,
			   err);
}

int ingest_check_stanza(struct str text, const struct package *package, struct err *err)
{
	struct deb822 in;
	if (check_sizes(text, err) != 0 ||
	    deb822_parse("control", text, 0, STATUS_UNTRUSTED, &in, err) != 0)
		return -1;
	int ret = check_fields(&in, package, err);
	deb822_release(&in);
	return ret;
}
