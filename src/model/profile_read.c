/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/profile_read.h"

char *profile_keep(struct profile_reader *r, struct str s)
{
	return arena_strndup(&r->profile->arena, s.p, s.n);
}

bool profile_next_word(struct str *rest, struct str *word)
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

bool profile_is_one_of(struct str name, const char *const *names)
{
	for (; *names; names++)
		if (str_is(name, *names))
			return true;
	return false;
}

const char *profile_from(struct profile_reader *r, const struct deb822_field *field, const char *at)
{
	return deb822_place(r->file, field, at ? at : field->value.p, &r->profile->arena);
}

int profile_unknown(struct profile_reader *r, const char *what, const struct deb822_field *field,
		    const char *const *names)
{
	char *wrong CLEANUP(mem_freep) = mem_strndup(field->name.p, field->name.n);
	size_t n = 0;
	while (names[n])
		n++;
	const char *near = str_nearest(wrong, names, n);
	err_set(r->err, STATUS_FATAL, "%s:%u:1: unknown %s '%s'", r->file->file, field->line, what, wrong);
	if (near)
		return err_hint(r->err, "did you mean '%s'", near);
	struct buf all CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < n; i++)
		buf_printf(&all, "%s%s", !i ? "" : i + 1 < n ? ", " : " or ", names[i]);
	return err_hint(r->err, "it can be %s", all.p);
}

static struct sourced sourced_field(struct profile_reader *r, const struct deb822_field *field)
{
	return (struct sourced){profile_keep(r, field->value), profile_from(r, field, NULL)};
}

static void read_claim(struct profile_reader *r, const struct deb822_field *field,
		       struct profile_claim *claim)
{
	struct str rest = field->value, word;
	claim->word.n = 0;
	claim->from = profile_from(r, field, NULL);
	while (profile_next_word(&rest, &word))
		vec_push(&claim->word, profile_keep(r, word));
}

static int read_package_items(struct profile_reader *r, const struct deb822_field *field)
{
	struct str rest = field->value, piece;
	while (str_split(&rest, ',', &piece)) {
		piece = str_trim(piece);
		if (piece.n)
			vec_push(&r->profile->packages,
				 ((struct request_item){profile_keep(r, piece),
							profile_from(r, field, piece.p)}));
	}
	return 0;
}

static int not_inherited(struct profile_reader *r, const struct deb822_field *field, const char *wrong,
			 const char *at)
{
	struct names all = {0};
	for (size_t i = 0; i < r->profile->packages.n; i++)
		vec_push(&all, r->profile->packages.at[i].text);
	const char *near = str_nearest(wrong, all.at, all.n);
	deb822_fail_at(r->file, field, at, r->err, "'%s' is not inherited, so it cannot be removed",
		       wrong);
	vec_release(&all);
	return near ? err_hint(r->err, "did you mean '%s'", near)
		    : err_hint(r->err, "'debslim profiles NAME' shows what is inherited; --exclude leaves "
				       "out what a package depends on");
}

/* Removes relations that are equal to the text or have a package of that name as an alternative. */
static int remove_packages(struct profile_reader *r, const struct deb822_field *field)
{
	struct profile *p = r->profile;
	struct str rest = field->value, piece;
	while (!r->dry && str_split(&rest, ',', &piece)) {
		size_t kept = 0;
		piece = str_trim(piece);
		if (!piece.n)
			continue;
		const char *name = profile_keep(r, piece);
		for (size_t i = 0; i < p->packages.n; i++)
			if (strcmp(name, p->packages.at[i].text) != 0 &&
			    !r->relation_names(p->packages.at[i].text, name))
				p->packages.at[kept++] = p->packages.at[i];
		if (kept == p->packages.n)
			return not_inherited(r, field, name, piece.p);
		p->packages.n = kept;
	}
	return 0;
}

static int set_description(struct profile_reader *r, const struct deb822_field *field)
{
	r->profile->description = sourced_field(r, field);
	return 0;
}

static int set_suites(struct profile_reader *r, const struct deb822_field *field)
{
	read_claim(r, field, &r->profile->suites);
	return 0;
}

static int set_architectures(struct profile_reader *r, const struct deb822_field *field)
{
	read_claim(r, field, &r->profile->architectures);
	return 0;
}

static int read_path_rules(struct profile_reader *r, const struct deb822_field *field)
{
	struct str rest = field->value, line;
	while (deb822_next_line(&rest, &line)) {
		struct path_line path;
		if (!line.n)
			continue;
		if (!path_line_parse(&r->profile->arena, line.p, line.n, &path))
			return deb822_fail_at(r->file, field, line.p, r->err,
					      "not 'exclude /GLOB' or 'include /GLOB': '%.*s'",
					      STR_ARG(line));
		path.from = profile_from(r, field, line.p);
		vec_push(&r->profile->rule, path);
	}
	return 0;
}

/* Names and values are checked later, by size_rules_set(). */
static int read_size_rules(struct profile_reader *r, const struct deb822_field *field)
{
	struct str rest = field->value, word;
	while (profile_next_word(&rest, &word)) {
		if (!memchr(word.p, '=', word.n))
			return deb822_fail_at(r->file, field, word.p, r->err, "not NAME=VALUE: '%.*s'",
					      STR_ARG(word));
		vec_push(&r->profile->size_rule,
			 ((struct request_item){profile_keep(r, word),
						profile_from(r, field, word.p)}));
	}
	return 0;
}

static int read_assignments(struct profile_reader *r, const struct deb822_field *field,
			    struct sourced_list *list)
{
	struct str rest = field->value, line;
	while (deb822_next_line(&rest, &line))
		if (line.n && !image_config_assign(list, &r->profile->arena, line,
						   profile_from(r, field, line.p)))
			return deb822_fail_at(r->file, field, line.p, r->err,
					      "not NAME=VALUE: '%.*s'", STR_ARG(line));
	return 0;
}

static int set_env(struct profile_reader *r, const struct deb822_field *field)
{
	return read_assignments(r, field, &r->profile->config.env);
}

static int set_label(struct profile_reader *r, const struct deb822_field *field)
{
	return read_assignments(r, field, &r->profile->config.label);
}

static int set_user(struct profile_reader *r, const struct deb822_field *field)
{
	return image_config_user(&r->profile->config.user, &r->profile->arena, field->value,
				 profile_from(r, field, NULL))
		       ? 0
		       : deb822_fail(r->file, field, r->err, "not UID[:GID] or NAME[:GROUP]: '%.*s'",
				     STR_ARG(field->value));
}

static int set_workdir(struct profile_reader *r, const struct deb822_field *field)
{
	return image_config_workdir(&r->profile->config.workdir, &r->profile->arena, field->value,
				    profile_from(r, field, NULL))
		       ? 0
		       : deb822_fail(r->file, field, r->err,
				     "not an absolute path inside the image: '%.*s'",
				     STR_ARG(field->value));
}

static int set_command(struct profile_reader *r, const struct deb822_field *field,
		       struct sourced_words *command)
{
	return image_config_command(command, &r->profile->arena, field->value,
				    profile_from(r, field, NULL))
		       ? 0
		       : deb822_fail(r->file, field, r->err,
				     "neither words nor a JSON array of strings: '%.*s'",
				     STR_ARG(field->value));
}

static int set_entrypoint(struct profile_reader *r, const struct deb822_field *field)
{
	return set_command(r, field, &r->profile->config.entrypoint);
}

static int set_cmd(struct profile_reader *r, const struct deb822_field *field)
{
	return set_command(r, field, &r->profile->config.cmd);
}

static int set_generate(struct profile_reader *r, const struct deb822_field *field)
{
	static const char *const generators[] = {"busybox", "shadow", NULL};
	struct str rest = field->value, word;
	while (profile_next_word(&rest, &word)) {
		if (!profile_is_one_of(word, generators)) {
			deb822_fail_at(r->file, field, word.p, r->err, "unknown generator '%.*s'", STR_ARG(word));
			return err_hint(r->err, "it can be busybox or shadow");
		}
		vec_push(&r->profile->generate, ((struct sourced){profile_keep(r, word),
								  profile_from(r, field, word.p)}));
	}
	return 0;
}

static int set_drop_scripts(struct profile_reader *r, const struct deb822_field *field)
{
	r->profile->drop_scripts = str_is(field->value, "yes");
	r->profile->drop_scripts_text = sourced_field(r, field);
	if (!r->profile->drop_scripts && !str_is(field->value, "no"))
		return deb822_fail(r->file, field, r->err, "Drop-Scripts is yes or no");
	return 0;
}

static int set_cuts(struct profile_reader *r, const struct deb822_field *field)
{
	r->profile->no_cut = str_is(field->value, "no");
	r->profile->cuts_text = sourced_field(r, field);
	if (!r->profile->no_cut && !str_is(field->value, "yes"))
		return deb822_fail(r->file, field, r->err, "Cuts is yes or no");
	return 0;
}

static int set_base_accounts(struct profile_reader *r, const struct deb822_field *field)
{
	r->profile->exact = str_is(field->value, "used");
	r->profile->base_accounts = r->profile->exact ? BASE_ACCOUNTS_USED : BASE_ACCOUNTS_ALL;
	r->profile->base_accounts_text = sourced_field(r, field);
	if (!r->profile->exact && !str_is(field->value, "all"))
		return deb822_fail(r->file, field, r->err, "Base-Accounts is all or used");
	return 0;
}

static const struct field_setter {
	const char *name;
	int (*set)(struct profile_reader *r, const struct deb822_field *field);
} field_setters[] = {
	{"Description", set_description},
	{"Suites", set_suites},
	{"Architectures", set_architectures},
	{"Packages", read_package_items},
	{"Packages-Add", read_package_items},
	{"Packages-Remove", remove_packages},
	{"Rules", read_path_rules},
	{"Size-Rules", read_size_rules},
	{"Env", set_env},
	{"Label", set_label},
	{"User", set_user},
	{"Workdir", set_workdir},
	{"Entrypoint", set_entrypoint},
	{"Cmd", set_cmd},
	{"Generate", set_generate},
	{"Drop-Scripts", set_drop_scripts},
	{"Cuts", set_cuts},
	{"Base-Accounts", set_base_accounts},
};

static int unknown_field(struct profile_reader *r, const struct deb822_field *field)
{
	const char *names[ARRAY_LEN(field_setters) + 2] = {0};
	for (size_t i = 0; i < ARRAY_LEN(field_setters); i++)
		names[i] = field_setters[i].name;
	if (str_is(r->stanza->field.at[0].name, "Profile"))
		names[ARRAY_LEN(field_setters)] = "Inherit";
	return profile_unknown(r, "field", field, names);
}

int profile_apply_fields(struct profile_reader *r, const char *const *skip)
{
	struct sourced_words *cmd = &r->profile->config.cmd;
	/* An inherited Cmd was meant as arguments of the inherited Entrypoint. */
	if (deb822_find(r->stanza, "Entrypoint")) {
		cmd->word.n = 0;
		cmd->from = NULL;
	}
	for (size_t i = 0; i < r->stanza->field.n; i++) {
		const struct deb822_field *field = &r->stanza->field.at[i];
		size_t k = 0;
		if (profile_is_one_of(field->name, skip))
			continue;
		while (k < ARRAY_LEN(field_setters) && !str_is(field->name, field_setters[k].name))
			k++;
		if (k == ARRAY_LEN(field_setters))
			return unknown_field(r, field);
		if (field_setters[k].set(r, field))
			return -1;
	}
	return 0;
}
