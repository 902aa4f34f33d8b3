/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/size_rule.h"

#include <string.h>

#include "base/path.h"
#include "model/rules_read.h"
#include "base/str.h"

bool path_line_parse(struct arena *arena, const char *line, size_t n, struct path_line *out)
{
	struct str rest = {line, n};
	if (str_starts(rest, "exclude "))
		out->include = false;
	else if (str_starts(rest, "include "))
		out->include = true;
	else
		return false;
	rest.p += strlen("exclude ");
	rest.n -= strlen("exclude ");
	rest = str_trim(rest);
	if (!rest.n || rest.p[0] != '/')
		return false;
	out->glob = arena_strndup(arena, rest.p, rest.n);
	return true;
}

static struct size_rule *find_size_rule(const struct size_rules *rules, struct str name,
					struct str value)
{
	for (size_t i = 0; i < rules->list.n; i++)
		if (str_is(name, rules->list.at[i].name) && str_is(value, rules->list.at[i].value))
			return &rules->list.at[i];
	return NULL;
}

static int add_size_value(struct size_rules *rules, const struct deb822 *file,
			  const struct deb822_field *at, const struct size_rule *rule,
			  struct err *err)
{
	if (find_size_rule(rules, str_from(rule->name), str_from(rule->value)))
		return deb822_fail(file, at, err, "'%s=%s' was there before", rule->name, rule->value);
	vec_push(&rules->list, *rule);
	return 0;
}

static int read_flag(const struct deb822 *file, const struct deb822_stanza *stanza, const char *name,
		     bool *out, struct err *err)
{
	const struct deb822_field *field = deb822_find(stanza, name);
	if (field && !str_is(field->value, "yes") && !str_is(field->value, "no"))
		return deb822_fail(file, field, err, "%s is yes or no", name);
	*out = field && str_is(field->value, "yes");
	return 0;
}

static int read_path_lines(struct size_rule *rule, struct arena *arena, const struct deb822 *file,
			   const struct deb822_field *paths, struct err *err)
{
	struct str rest = paths ? paths->value : (struct str){0}, line;
	while (deb822_next_line(&rest, &line)) {
		struct path_line path;
		if (!line.n)
			continue;
		if (!path_line_parse(arena, line.p, line.n, &path))
			return deb822_fail(file, paths, err, "not 'exclude /GLOB' or 'include /GLOB': '%.*s'",
					   STR_ARG(line));
		vec_push(&rule->line, path);
	}
	return 0;
}

static const char *keep_field(struct arena *arena, const struct deb822_stanza *stanza, const char *name)
{
	const struct deb822_field *field = deb822_find(stanza, name);
	return field ? arena_strndup(arena, field->value.p, field->value.n) : NULL;
}

static void read_listed_names(struct names *out, struct arena *arena,
			      const struct deb822_stanza *stanza, const char *name)
{
	const struct deb822_field *field = deb822_find(stanza, name);
	struct str rest = field ? field->value : (struct str){0}, piece;
	while (str_split(&rest, ',', &piece)) {
		piece = str_trim(piece);
		if (piece.n)
			vec_push(out, arena_strndup(arena, piece.p, piece.n));
	}
}

static int read_rule(struct size_rule *rule, struct arena *arena, const struct deb822 *file,
		     const struct deb822_stanza *stanza, struct err *err)
{
	static const char *const known[] = {"Rule", "Value", "Default", "Reason", "Of", "Hold", "Once", "With",
					    "Paths", "Keep-Directories", "Keep-Loaded", "Firm", NULL};
	const struct deb822_field *paths = deb822_find(stanza, "Paths");
	*rule = (struct size_rule){.name = keep_field(arena, stanza, "Rule"),
				   .value = keep_field(arena, stanza, "Value"),
				   .reason = keep_field(arena, stanza, "Reason"),
				   .of = keep_field(arena, stanza, "Of")};
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	read_listed_names(&rule->with, arena, stanza, "With");
	if (!rule->reason || (!rule->value && !paths))
		return deb822_fail(file, &stanza->field.at[0], err,
				   "a Rule needs a Reason, and a Value or Paths");
	return read_flag(file, stanza, "Default", &rule->is_default, err) ||
	       read_flag(file, stanza, "Hold", &rule->hold, err) ||
	       read_flag(file, stanza, "Once", &rule->once, err) ||
	       read_flag(file, stanza, "Keep-Directories", &rule->directories, err) ||
	       read_flag(file, stanza, "Keep-Loaded", &rule->loaded, err) ||
	       read_flag(file, stanza, "Firm", &rule->firm, err) ||
	       read_path_lines(rule, arena, file, paths, err) ? -1 : 0;
}

int size_rules_read(struct size_rules *rules, struct arena *arena, const struct deb822 *file,
		    const struct deb822_stanza *stanza, struct err *err)
{
	const struct deb822_field *at = &stanza->field.at[0];
	struct size_rule rule;
	int status = read_rule(&rule, arena, file, stanza, err);
	bool plain = !status && !rule.value;
	if (plain) {
		rule.value = "drop";
		rule.is_default = true;
	}
	if (status || add_size_value(rules, file, at, &rule, err)) {
		vec_release(&rule.line);
		vec_release(&rule.with);
		return -1;
	}
	const struct size_rule keep = {.name = rule.name, .value = "keep", .reason = "left as it is"};
	return plain ? add_size_value(rules, file, at, &keep, err) : 0;
}

static int read_globs(struct wish *wish, struct arena *arena, const struct deb822 *file,
		      const struct deb822_field *paths, struct err *err)
{
	struct str rest = paths->value, line;
	while (deb822_next_line(&rest, &line)) {
		line = str_trim(line);
		if (line.n && line.p[0] != '/')
			return deb822_fail(file, paths, err, "not a glob that starts with '/': '%.*s'",
					   STR_ARG(line));
		if (line.n)
			vec_push(&wish->path, arena_strndup(arena, line.p, line.n));
	}
	return 0;
}

static void release_wish(struct wish *wish)
{
	vec_release(&wish->package);
	vec_release(&wish->path);
}

static int read_wish(struct wish *wish, struct arena *arena, const struct deb822 *file,
		     const struct deb822_stanza *stanza, struct err *err)
{
	static const char *const known[] = {"Wish", "Of", "Packages", "Reason", "Paths", NULL};
	const struct deb822_field *paths = deb822_find(stanza, "Paths");
	*wish = (struct wish){.name = keep_field(arena, stanza, "Wish"),
			      .of = keep_field(arena, stanza, "Of"),
			      .reason = keep_field(arena, stanza, "Reason")};
	if (rules_check_fields(file, stanza, known, err))
		return -1;
	read_listed_names(&wish->package, arena, stanza, "Packages");
	if (!wish->of || !wish->reason || !wish->package.n || !paths)
		return deb822_fail(file, &stanza->field.at[0], err,
				   "a Wish needs the fields Of, Packages, Reason and Paths");
	return read_globs(wish, arena, file, paths, err);
}

int size_rules_read_wish(struct size_rules *rules, struct arena *arena, const struct deb822 *file,
			 const struct deb822_stanza *stanza, struct err *err)
{
	struct wish wish;
	if (read_wish(&wish, arena, file, stanza, err)) {
		release_wish(&wish);
		return -1;
	}
	vec_push(&rules->wish, wish);
	return 0;
}

bool wish_is_of(const struct wish *wish, const char *package)
{
	bool found = false;
	for (size_t i = 0; i < wish->package.n; i++) {
		const char *glob = wish->package.at[i];
		if (path_glob(glob + (glob[0] == '!'), package)) {
			if (glob[0] == '!')
				return false;
			found = true;
		}
	}
	return found;
}

static int check_wishes(const struct size_rules *rules, struct err *err)
{
	for (size_t i = 0; i < rules->wish.n; i++)
		if (!size_rules_know(rules, rules->wish.at[i].of))
			return err_set(err, STATUS_FATAL, "Wish %s: Of: no rule and value '%s'",
				       rules->wish.at[i].name, rules->wish.at[i].of);
	return 0;
}

int size_rules_complete(struct size_rules *rules, struct err *err)
{
	for (size_t i = 0; i < rules->list.n; i++) {
		size_t defaults = 0;
		for (size_t k = 0; k < rules->list.n; k++)
			defaults += rules->list.at[k].is_default &&
				    strcmp(rules->list.at[k].name, rules->list.at[i].name) == 0;
		if (defaults != 1)
			return err_set(err, STATUS_FATAL, "rule '%s' has %zu values with 'Default: yes', not one",
				       rules->list.at[i].name, defaults);
		rules->list.at[i].in_force = rules->list.at[i].is_default;
	}
	return check_wishes(rules, err);
}

/* Sets an error that lists the rules, or the values of one, with a hint at the most similar. */
static int unknown(const struct size_rules *rules, struct str name, struct str value,
		   const char *where, struct err *err)
{
	const char **names CLEANUP(mem_freep) = mem_alloc((rules->list.n + 1) * sizeof(*names));
	struct buf all CLEANUP(buf_release) = {0};
	size_t n = 0;
	bool is_rule = false;
	for (size_t i = 0; i < rules->list.n; i++)
		is_rule |= str_is(name, rules->list.at[i].name);
	for (size_t i = 0; i < rules->list.n; i++) {
		const struct size_rule *rule = &rules->list.at[i];
		if (!is_rule && rule->is_default)
			names[n++] = rule->name;
		else if (is_rule && str_is(name, rule->name))
			names[n++] = rule->value;
	}
	for (size_t i = 0; i < n; i++)
		buf_printf(&all, "%s%s", i ? ", " : "", names[i]);
	char *wrong CLEANUP(mem_freep) = is_rule ? mem_strndup(value.p, value.n)
						 : mem_strndup(name.p, name.n);
	const char *near = str_nearest(wrong, names, n);
	if (is_rule)
		err_set(err, STATUS_FATAL, "%s: '%s' is no value of the rule '%.*s'", where, wrong,
			STR_ARG(name));
	else
		err_set(err, STATUS_FATAL, "%s: unknown rule '%s'", where, wrong);
	return near ? err_hint(err, "did you mean '%s'; there are %s", near, all.p)
		    : err_hint(err, "there are %s", all.p);
}

static void put_in_force(struct size_rules *rules, const struct size_rule *chosen, bool asked)
{
	for (size_t i = 0; i < rules->list.n; i++) {
		struct size_rule *rule = &rules->list.at[i];
		if (strcmp(rule->name, chosen->name) != 0)
			continue;
		rule->in_force = rule == chosen;
		rule->asked = rule->asked || asked;
	}
}

const struct size_rule *size_rules_adapt(struct size_rules *rules,
					 bool (*has)(const void *context, const char *package),
					 const void *context, const char **package)
{
	for (size_t i = 0; i < rules->list.n; i++) {
		const struct size_rule *rule = &rules->list.at[i];
		for (size_t k = 0; k < rule->with.n && !rule->in_force && !rule->asked; k++) {
			if (!has(context, rule->with.at[k]))
				continue;
			*package = rule->with.at[k];
			put_in_force(rules, rule, false);
			return rule;
		}
	}
	return NULL;
}

/* Splits "NAME=VALUE"; false without a "=". */
static bool halves(struct str setting, struct str *name, struct str *value)
{
	const char *sign = setting.n ? memchr(setting.p, '=', setting.n) : NULL;
	if (!sign)
		return false;
	*name = str_trim((struct str){setting.p, (size_t)(sign - setting.p)});
	*value = str_trim((struct str){sign + 1, setting.n - (size_t)(sign - setting.p) - 1});
	return true;
}

int size_rules_set(struct size_rules *rules, const char *text, const char *where, struct err *err)
{
	struct str rest = str_from(text), setting, name, value;
	while (str_split(&rest, ',', &setting)) {
		setting = str_trim(setting);
		if (!halves(setting, &name, &value)) {
			err_set(err, STATUS_FATAL, "%s: '%.*s' is not NAME=VALUE", where, STR_ARG(setting));
			return err_hint(err, "'debslim rules' lists the rules and their values");
		}
		const struct size_rule *chosen = find_size_rule(rules, name, value);
		if (!chosen)
			return unknown(rules, name, value, where, err);
		put_in_force(rules, chosen, true);
	}
	return 0;
}

const char *size_rules_value(const struct size_rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->list.n; i++)
		if (rules->list.at[i].in_force && strcmp(rules->list.at[i].name, name) == 0)
			return rules->list.at[i].value;
	return NULL;
}

static const struct size_rule *refer(const struct size_rules *rules, const char *setting)
{
	struct str name, value;
	return halves(str_from(setting), &name, &value) ? find_size_rule(rules, name, value) : NULL;
}

bool size_rules_hold(const struct size_rules *rules, const char *setting)
{
	const struct size_rule *rule = refer(rules, setting);
	return rule && rule->in_force;
}

bool size_rules_know(const struct size_rules *rules, const char *setting)
{
	return refer(rules, setting) != NULL;
}

void size_rules_release(struct size_rules *rules)
{
	for (size_t i = 0; i < rules->list.n; i++) {
		vec_release(&rules->list.at[i].line);
		vec_release(&rules->list.at[i].with);
	}
	for (size_t i = 0; i < rules->wish.n; i++)
		release_wish(&rules->wish.at[i]);
	vec_release(&rules->wish);
	vec_release(&rules->list);
}
