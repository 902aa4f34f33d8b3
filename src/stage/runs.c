/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "stage/runs.h"

#include <stdlib.h>

#include "base/path.h"
#include "fmt/elf.h"
#include "model/exec_path.h"

/* Text has no NUL in so many bytes. */
enum { TEXT_LOOK = 4096 };

struct runs {
	struct runs_input input;
	struct chains chains;
	struct member **all; /* in order */
	size_t n;
	struct map commands; /* name in PATH -> struct member, links followed */
	struct map owned;    /* owner -> struct map: name -> struct member, of what is sought */
	struct uses text;    /* owns the text of what was read; its list is that of one file */
	struct map settings; /* owners whose settings were followed */
	bool *language;      /* [rules->language.n]: its modules were followed */
};

static void collect_commands(struct runs *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct member *m = r->all[i];
		const struct member *file = exec_path_holds(m->path) ? fileset_file(r->input.files, m->path) : NULL;
		if (file && file->mode & 0111)
			*map_at(&r->commands, str_from(path_base(m->path))) = (void *)file;
	}
}

static struct str owner_key(const struct member *m)
{
	return (struct str){(const char *)&m->owner, sizeof(m->owner)};
}

/* A name alone may stand for a script; not for a hook that is called as its program is. */
static bool is_named_alone(const struct runs *r, const struct member *script)
{
	return exec_path_holds(script->path) || !map_get(&r->commands, str_from(path_base(script->path)));
}

static void collect_owned(struct runs *r)
{
	for (size_t i = 0; i < r->input.n; i++) {
		const struct member *m = r->input.sought[i];
		if (!is_named_alone(r, m))
			continue;
		void **slot = map_at(&r->owned, owner_key(m));
		if (!*slot)
			*slot = mem_alloc(sizeof(struct map));
		*map_at(*slot, str_from(path_base(m->path))) = (void *)m;
	}
}

/* Directories that many packages share say nothing about what is in them. */
static bool is_shared(const char *dir)
{
	static const char *const shared[] = {"etc/alternatives", "etc/init.d", "etc/default", "etc/systemd"};
	size_t depth = 1;
	for (const char *c = dir; *c; c++)
		depth += *c == '/';
	for (size_t i = 0; i < ARRAY_LEN(shared); i++)
		if (path_within(dir, shared[i]))
			return true;
	return depth < (path_within(dir, "etc") ? 2 : 3) || exec_path_holds(dir) || strstr(path_base(dir), "-linux-gnu");
}

/* Of many plugins only those run that a configuration names, but a script is there to be run. */
static bool may_run_child(const struct member *dir, const struct member *child, const struct member *file)
{
	bool direct = !strchr(child->path + strlen(dir->path) + 1, '/');
	return direct && member_may_run(file->path, file->mode) &&
	       (!strstr(dir->path, "-linux-gnu") || str_starts(file->body, "#!"));
}

static void add_child(struct runs *r, struct chains *c, const struct use *use, const struct member *child)
{
	const struct member *file = fileset_file(r->input.files, child->path);
	struct use one = *use;
	one.to = file;
	if (file && (path_within(use->to->path, "etc") || may_run_child(use->to, child, file)))
		chains_add(c, &one);
}

/* A program that names a directory may run what is in it, and read settings below it. */
static void add_mention(struct runs *r, struct chains *c, const struct use *use)
{
	if (use->to->type != MEMBER_DIR) {
		chains_add(c, use);
		return;
	}
	if (is_shared(use->to->path))
		return;
	for (size_t i = fileset_first_below(r->all, r->n, use->to->path);
	     i < r->n && path_within(r->all[i]->path, use->to->path); i++)
		if (r->all[i]->type != MEMBER_DIR)
			add_child(r, c, use, r->all[i]);
}

static bool is_text(struct str body)
{
	size_t n = body.n < TEXT_LOOK ? body.n : TEXT_LOOK;
	return n && !elf_is(body) && !memchr(body.p, 0, n);
}

static bool may_name(const struct runs *r, const struct member *m, const struct member *script)
{
	return script != m && (script->owner == m->owner || exec_path_holds(script->path)) && is_named_alone(r, script);
}

static void add_named(struct runs *r, const struct member *m, const char *name)
{
	for (size_t i = 0; i < r->input.n; i++) {
		const struct member *to = r->input.sought[i];
		if (may_name(r, m, to) && strcmp(path_base(to->path), name) == 0)
			vec_push(&r->text.use, ((struct use){.kind = USE_COMMAND, .by = m, .to = to, .wants = path_base(to->path)}));
	}
}

/* A program that contains the name of a script may run it. */
static void add_sought(struct runs *r, const struct member *m)
{
	struct names name = {0};
	struct arena arena CLEANUP(arena_release) = {0};
	struct elf_strings found = {0};
	struct err err = {0};
	for (size_t i = 0; i < r->input.n; i++)
		if (may_name(r, m, r->input.sought[i]) && !names_hold(&name, path_base(r->input.sought[i]->path)))
			vec_push(&name, path_base(r->input.sought[i]->path));
	const struct elf_strings_wanted wanted = {.end = name.at, .ends = name.n};
	if (name.n)
		reader_run(&elf_strings_reader, m->body, &wanted, &arena, &found, &err);
	for (size_t i = 0; i < found.end.n; i++)
		add_named(r, m, found.end.at[i].p);
	vec_release(&name);
	err_release(&err);
}

/* "$dir/NAME" and 'NAME' lead to a script of the same package. */
static void add_owned(struct runs *r, const struct member *m)
{
	const struct map *owned = map_get(&r->owned, owner_key(m));
	if (owned)
		uses_words(m, owned, "/\"'`", &r->text);
}

static void follow_text(struct runs *r, struct chains *c, const struct member *m)
{
	r->text.use.n = 0;
	uses_mentions(r->input.files, m, &r->text);
	if (elf_is(m->body))
		add_sought(r, m);
	else if (is_text(m->body) && !uses_calls(m, &r->commands, &r->text))
		uses_words(m, &r->commands, "\"'`", &r->text);
	if (is_text(m->body))
		add_owned(r, m);
	for (size_t i = 0; i < r->text.use.n; i++)
		add_mention(r, c, &r->text.use.at[i]);
}

/* What a package has in /etc is for its programs. Hooks there are for those of others, which
 * name their directory. */
static void follow_settings(struct runs *r, struct chains *c, const struct member *m)
{
	if (m->owner == OWNER_GENERATED || !member_may_run(m->path, m->mode) || map_get(&r->settings, owner_key(m)))
		return;
	*map_at(&r->settings, owner_key(m)) = r;
	for (size_t i = fileset_first_below(r->all, r->n, "etc"); i < r->n && path_within(r->all[i]->path, "etc"); i++)
		if (r->all[i]->owner == m->owner && r->all[i]->type == MEMBER_FILE && !(r->all[i]->mode & 0111))
			chains_add(c, &(struct use){.kind = USE_SETTINGS, .by = m, .to = r->all[i], .wants = r->all[i]->path});
}

static void follow_language(struct runs *r, struct chains *c, const struct member *m,
			    const struct language_rule *language)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->all[i]->type == MEMBER_FILE && path_first_glob(&language->modules, path_base(r->all[i]->path)))
			chains_add(c, &(struct use){.kind = USE_MODULE, .by = m, .to = r->all[i], .wants = r->all[i]->path});
}

static void follow_languages(struct runs *r, struct chains *c, const struct member *m)
{
	const struct rules *rules = r->input.rules;
	for (size_t i = 0; m->mode & 0111 && i < rules->language.n; i++) {
		const struct language_rule *language = &rules->language.at[i];
		if (r->language[i] || !path_first_glob(&language->programs, path_base(m->path)))
			continue;
		r->language[i] = true;
		follow_language(r, c, m, language);
	}
}

static void read_reached(void *context, struct chains *c, const struct member *m)
{
	struct runs *r = context;
	if (m->type != MEMBER_FILE)
		return;
	follow_text(r, c, m);
	follow_settings(r, c, m);
	follow_languages(r, c, m);
}

struct runs *runs_open(const struct runs_input *input)
{
	struct runs *r = mem_alloc(sizeof(*r));
	*r = (struct runs){.input = *input};
	r->n = fileset_sorted(input->files, &r->all);
	r->language = mem_alloc(input->rules->language.n + 1);
	collect_commands(r);
	collect_owned(r);
	chains_open(input->files, input->uses, &r->chains);
	r->chains.reader = read_reached;
	r->chains.context = r;
	return r;
}

void runs_from(struct runs *r, const struct member *const *root, size_t n)
{
	chains_from(&r->chains, root, n);
}

bool runs_reach(const struct runs *r, const struct member *m)
{
	const struct use *because;
	return chains_reach(&r->chains, m->type == MEMBER_HARDLINK ? m->target : m->path, &because);
}

void runs_close(struct runs *r)
{
	chains_release(&r->chains);
	uses_release(&r->text);
	for (size_t i = 0; i < r->owned.n; i++) {
		map_release(r->owned.entry[i].value);
		free(r->owned.entry[i].value);
	}
	map_release(&r->owned);
	map_release(&r->commands);
	map_release(&r->settings);
	free(r->language);
	free(r->all);
	free(r);
}
