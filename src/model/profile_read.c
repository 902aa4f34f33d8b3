/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/profile_read.h"

#include "base/path.h"

struct reader {
	struct profile *profile;
	const struct deb822 *file;
	const struct deb822_stanza *stanza;
	struct err *err;
};

static char *keep(struct reader *r, struct str s)
{
	return arena_strndup(&r->profile->arena, s.p, s.n);
}

/* Words between blanks, newlines or commas. */
static bool next_word(struct str *rest, struct str *word)
{
	*rest = str_trim(*rest);
	while (rest->n && rest->p[0] == ',')
		*rest = str_trim((struct str){rest->p + 1, rest->n - 1});
	size_t n = 0;
	while (n < rest->n && !strchr(" \t\n,", rest->p[n]))
		n++;
	*word = (struct str){rest->p, n};
	rest->p += n;
	rest->n -= n;
	return n > 0;
}

static void read_words(struct reader *r, struct str value, struct names *out)
{
	struct str word;
	out->n = 0;
	while (next_word(&value, &word))
		vec_push(out, keep(r, word));
}

static int set_packages(struct reader *r, const struct deb822_field *field)
{
	struct str rest = field->value, piece;
	const char *where = arena_printf(&r->profile->arena, "%s:%u: %.*s", r->file->file,
					 field->line, STR_ARG(field->name));
	while (str_split(&rest, ',', &piece)) {
		piece = str_trim(piece);
		if (piece.n)
			vec_push(&r->profile->packages,
				 ((struct request_item){keep(r, piece), where}));
	}
	return 0;
}

static int remove_packages(struct reader *r, const struct deb822_field *field)
{
	struct profile *p = r->profile;
	struct str rest = field->value, piece;
	while (str_split(&rest, ',', &piece)) {
		piece = str_trim(piece);
		size_t i = 0;
		while (i < p->packages.n && !str_is(piece, p->packages.at[i].text))
			i++;
		if (i == p->packages.n)
			return deb822_fail(r->file, field, r->err,
					   "'%.*s' is not inherited, so it cannot be removed",
					   STR_ARG(piece));
		memmove(&p->packages.at[i], &p->packages.at[i + 1],
			(--p->packages.n - i) * sizeof(p->packages.at[0]));
	}
	return 0;
}

static int set_description(struct reader *r, const struct deb822_field *field)
{
	r->profile->description = keep(r, field->value);
	return 0;
}

static int set_suites(struct reader *r, const struct deb822_field *field)
{
	read_words(r, field->value, &r->profile->suites);
	return 0;
}

static int set_architectures(struct reader *r, const struct deb822_field *field)
{
	read_words(r, field->value, &r->profile->architectures);
	return 0;
}

static int set_rules(struct reader *r, const struct deb822_field *field)
{
	struct str rest = field->value, line;
	while (deb822_next_line(&rest, &line)) {
		struct path_line path;
		if (!line.n)
			continue;
		if (!path_line_parse(&r->profile->arena, line.p, line.n, &path))
			return deb822_fail(r->file, field, r->err,
					   "not 'exclude /GLOB' or 'include /GLOB': '%.*s'",
					   STR_ARG(line));
		vec_push(&r->profile->rule, path);
	}
	return 0;
}

/* Names and values are held against the rules when those are known. */
static int set_size_rules(struct reader *r, const struct deb822_field *field)
{
	struct str rest = field->value, word;
	const char *where = arena_printf(&r->profile->arena, "%s:%u: %.*s", r->file->file,
					 field->line, STR_ARG(field->name));
	while (next_word(&rest, &word)) {
		if (!memchr(word.p, '=', word.n))
			return deb822_fail(r->file, field, r->err, "not NAME=VALUE: '%.*s'",
					   STR_ARG(word));
		vec_push(&r->profile->size_rule, ((struct request_item){keep(r, word), where}));
	}
	return 0;
}

static int set_env(struct reader *r, const struct deb822_field *field)
{
	struct profile *p = r->profile;
	struct str rest = field->value, line;
	while (deb822_next_line(&rest, &line)) {
		const char *sign = line.n ? memchr(line.p, '=', line.n) : NULL;
		if (!line.n)
			continue;
		if (!sign)
			return deb822_fail(r->file, field, r->err, "not NAME=VALUE: '%.*s'",
					   STR_ARG(line));
		size_t name = (size_t)(sign - line.p) + 1, i = 0;
		while (i < p->env.n && strncmp(p->env.at[i], line.p, name) != 0)
			i++;
		if (i == p->env.n)
			vec_push(&p->env, NULL);
		p->env.at[i] = keep(r, line);
	}
	return 0;
}

static int set_user(struct reader *r, const struct deb822_field *field)
{
	r->profile->user = keep(r, field->value);
	return 0;
}

static int set_workdir(struct reader *r, const struct deb822_field *field)
{
	r->profile->workdir = keep(r, field->value);
	return 0;
}

static int set_entrypoint(struct reader *r, const struct deb822_field *field)
{
	read_words(r, field->value, &r->profile->entrypoint);
	return 0;
}

static int set_cmd(struct reader *r, const struct deb822_field *field)
{
	read_words(r, field->value, &r->profile->cmd);
	return 0;
}

static int set_generate(struct reader *r, const struct deb822_field *field)
{
	struct str rest = field->value, word;
	while (next_word(&rest, &word)) {
		if (!str_is(word, "busybox") && !str_is(word, "shadow"))
			return deb822_fail(r->file, field, r->err, "unknown generator '%.*s'",
					   STR_ARG(word));
		vec_push(&r->profile->generate, keep(r, word));
	}
	return 0;
}

static int set_drop_scripts(struct reader *r, const struct deb822_field *field)
{
	r->profile->drop_scripts = str_is(field->value, "yes");
	if (!r->profile->drop_scripts && !str_is(field->value, "no"))
		return deb822_fail(r->file, field, r->err, "Drop-Scripts is yes or no");
	return 0;
}

static const struct field_setter {
	const char *name;
	int (*set)(struct reader *r, const struct deb822_field *field);
} field_setters[] = {
	{"Description", set_description},
	{"Suites", set_suites},
	{"Architectures", set_architectures},
	{"Packages", set_packages},
	{"Packages-Add", set_packages},
	{"Packages-Remove", remove_packages},
	{"Rules", set_rules},
	{"Size-Rules", set_size_rules},
	{"Env", set_env},
	{"User", set_user},
	{"Workdir", set_workdir},
	{"Entrypoint", set_entrypoint},
	{"Cmd", set_cmd},
	{"Generate", set_generate},
	{"Drop-Scripts", set_drop_scripts},
};

static bool is_one_of(struct str name, const char *const *names)
{
	for (; *names; names++)
		if (str_is(name, *names))
			return true;
	return false;
}

static int unknown_field(struct reader *r, const struct deb822_field *field)
{
	const char *names[ARRAY_LEN(field_setters)];
	char *wrong CLEANUP(mem_freep) = mem_strndup(field->name.p, field->name.n);
	for (size_t i = 0; i < ARRAY_LEN(field_setters); i++)
		names[i] = field_setters[i].name;
	const char *near = str_nearest(wrong, names, ARRAY_LEN(names));
	err_set(r->err, STATUS_FATAL, "%s:%u:1: unknown field '%s'", r->file->file, field->line,
		wrong);
	return near ? err_hint(r->err, "did you mean '%s'", near) : -1;
}

int profile_apply_fields(struct profile *profile, const struct deb822 *file,
			 const struct deb822_stanza *stanza, const char *const *skip,
			 struct err *err)
{
	struct reader r = {profile, file, stanza, err};
	for (size_t i = 0; i < stanza->field.n; i++) {
		const struct deb822_field *field = &stanza->field.at[i];
		size_t k = 0;
		if (is_one_of(field->name, skip))
			continue;
		while (k < ARRAY_LEN(field_setters) && !str_is(field->name, field_setters[k].name))
			k++;
		if (k == ARRAY_LEN(field_setters))
			return unknown_field(&r, field);
		if (field_setters[k].set(&r, field))
			return -1;
	}
	return 0;
}

static int check_known(struct reader *r, const char *const *known)
{
	for (size_t i = 0; i < r->stanza->field.n; i++) {
		const struct deb822_field *field = &r->stanza->field.at[i];
		if (!is_one_of(field->name, known))
			return deb822_fail(r->file, field, r->err, "unknown field '%.*s' in this stanza",
					   STR_ARG(field->name));
	}
	return 0;
}

static const char *text_of(struct reader *r, const char *name)
{
	const struct deb822_field *field = deb822_find(r->stanza, name);
	return field ? keep(r, field->value) : NULL;
}

static int number_of(struct reader *r, const char *name, int base, uint32_t most, uint32_t *out)
{
	const struct deb822_field *field = deb822_find(r->stanza, name);
	unsigned long long value;
	if (!field)
		return 0;
	if (!str_number(field->value, base, most, &value))
		return deb822_fail(r->file, field, r->err, "not a number that '%s' can be: '%.*s'",
				   name, STR_ARG(field->value));
	*out = (uint32_t)value;
	return 0;
}

static int check_account_name(struct reader *r, const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");
	if (name[n] || n == 0 || n > 32 || name[0] == '-' || (name[0] >= '0' && name[0] <= '9'))
		return deb822_fail(r->file, &r->stanza->field.at[0], r->err,
				   "'%s' is not a name for an account", name);
	return 0;
}

static int read_account(struct reader *r, bool group_only)
{
	static const char *const user_fields[] = {"Account", "Uid", "Gecos", "Home",
						  "Home-Mode", "Shell", NULL};
	static const char *const group_fields[] = {"Group", "Gid", NULL};
	const struct deb822_field *first = &r->stanza->field.at[0];
	struct account a = {.name = keep(r, first->value), .group_only = group_only, .id = UINT32_MAX};
	if (check_known(r, group_only ? group_fields : user_fields) ||
	    check_account_name(r, a.name) ||
	    number_of(r, group_only ? "Gid" : "Uid", 10, UINT32_MAX - 1, &a.id) ||
	    number_of(r, "Home-Mode", 8, 07777, &a.home_mode))
		return -1;
	if (a.id == UINT32_MAX)
		return deb822_fail(r->file, first, r->err, "account without an id");
	if (!group_only) {
		a.gecos = text_of(r, "Gecos");
		a.home = text_of(r, "Home");
		a.shell = text_of(r, "Shell");
		a.gecos = a.gecos ? a.gecos : a.name;
		a.home = a.home ? a.home : "/nonexistent";
		a.shell = a.shell ? a.shell : "/sbin/nologin";
	}
	struct profile *p = r->profile;
	size_t at = 0;
	while (at < p->account.n && strcmp(p->account.at[at].name, a.name) != 0)
		at++;
	for (size_t i = 0; i < p->account.n; i++)
		if (i != at && p->account.at[i].id == a.id)
			return deb822_fail(r->file, first, r->err, "id %u belongs to '%s' already", a.id,
					   p->account.at[i].name);
	if (at == p->account.n)
		vec_push(&p->account, a);
	p->account.at[at] = a;
	return 0;
}

/* The lines after "Content:", each less its one leading blank; a lone "." is an
 * empty line, as in a package's Description. */
static void read_content(struct reader *r, struct path_item *item)
{
	const struct deb822_field *field = deb822_find(r->stanza, "Content");
	struct buf text CLEANUP(buf_release) = {0};
	struct str rest = field ? field->value : (struct str){0}, line;
	bool first = true;
	while (str_split(&rest, '\n', &line)) {
		if (!first) {
			line.p++;
			line.n--;
		}
		if (!first || line.n) {
			buf_add(&text, line.p, str_is(line, ".") ? 0 : line.n);
			buf_puts(&text, "\n");
		}
		first = false;
	}
	item->content = (struct str){arena_strndup(&r->profile->arena, text.p ? text.p : "", text.n),
				     text.n};
}

static int read_path_kind(struct reader *r, struct path_item *item)
{
	static const char *const kinds[] = {
		[PATH_DIRECTORY] = "directory", [PATH_FILE] = "file", [PATH_SYMLINK] = "symlink"};
	static const uint32_t modes[] = {
		[PATH_DIRECTORY] = 0755, [PATH_FILE] = 0644, [PATH_SYMLINK] = 0777};
	const struct deb822_field *type = deb822_find(r->stanza, "Type");
	for (size_t i = 0; type && i < ARRAY_LEN(kinds); i++) {
		if (!str_is(type->value, kinds[i]))
			continue;
		item->kind = (enum path_kind)i;
		item->mode = modes[i];
		return 0;
	}
	return deb822_fail(r->file, type ? type : &r->stanza->field.at[0], r->err,
			   "Type is one of directory, file and symlink");
}

static int read_path(struct reader *r)
{
	static const char *const fields[] = {"Path",   "Type",    "Mode",  "Uid", "Gid",
					     "Target", "Content", "Needs", NULL};
	const struct deb822_field *first = &r->stanza->field.at[0];
	char path[PATH_LONGEST + 1];
	struct path_item item = {0};
	struct err inner = {0};
	read_content(r, &item);
	if (check_known(r, fields) || read_path_kind(r, &item) ||
	    number_of(r, "Mode", 8, 07777, &item.mode) ||
	    number_of(r, "Uid", 10, UINT32_MAX - 1, &item.uid) ||
	    number_of(r, "Gid", 10, UINT32_MAX - 1, &item.gid))
		return -1;
	if (first->value.n == 0 || first->value.p[0] != '/' ||
	    path_normalise(first->value, path, &inner)) {
		err_release(&inner);
		return deb822_fail(r->file, first, r->err, "not an absolute path inside the image");
	}
	item.path = arena_strdup(&r->profile->arena, path);
	item.target = text_of(r, "Target");
	item.needs = text_of(r, "Needs");
	if ((item.kind == PATH_SYMLINK) != (item.target && *item.target))
		return deb822_fail(r->file, first, r->err, "Target goes with Type: symlink");
	struct profile *p = r->profile;
	size_t at = 0;
	while (at < p->path.n && strcmp(p->path.at[at].path, item.path) != 0)
		at++;
	if (at == p->path.n)
		vec_push(&p->path, item);
	p->path.at[at] = item;
	return 0;
}

static int read_part(struct reader *r)
{
	static const char *const fields[] = {"Part", "Keep", NULL};
	const struct deb822_field *first = &r->stanza->field.at[0];
	const struct deb822_field *keeps = deb822_find(r->stanza, "Keep");
	struct part part = {.package = keep(r, first->value)};
	struct str rest = keeps ? keeps->value : (struct str){0}, word;
	if (check_known(r, fields))
		return -1;
	while (next_word(&rest, &word)) {
		if (word.p[0] != '/') {
			vec_release(&part.keep);
			return deb822_fail(r->file, keeps, r->err, "a glob starts with '/'");
		}
		vec_push(&part.keep, keep(r, word));
	}
	if (!part.keep.n)
		return deb822_fail(r->file, first, r->err, "a Part needs a Keep");
	struct profile *p = r->profile;
	size_t at = 0;
	while (at < p->part.n && strcmp(p->part.at[at].package, part.package) != 0)
		at++;
	if (at == p->part.n)
		vec_push(&p->part, (struct part){0});
	vec_release(&p->part.at[at].keep);
	p->part.at[at] = part;
	return 0;
}

int profile_apply_object(struct profile *profile, const struct deb822 *file,
			 const struct deb822_stanza *stanza, bool *known, struct err *err)
{
	struct reader r = {profile, file, stanza, err};
	struct str kind = stanza->field.at[0].name;
	*known = true;
	if (str_is(kind, "Account"))
		return read_account(&r, false);
	if (str_is(kind, "Group"))
		return read_account(&r, true);
	if (str_is(kind, "Path"))
		return read_path(&r);
	if (str_is(kind, "Part"))
		return read_part(&r);
	*known = false;
	return 0;
}
