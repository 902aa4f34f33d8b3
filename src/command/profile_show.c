/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "command/profile_show.h"

#include <stdio.h>
#include <string.h>

/* Places stand in one column, unless a line is longer than that. */
enum { WIDEST = 64 };

struct line {
	char *text;
	const char *from; /* NULL: none */
};

struct page {
	VEC(struct line) line;
};

static void add(struct page *page, const char *from, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void add(struct page *page, const char *from, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vec_push(&page->line, ((struct line){mem_vprintf(fmt, ap), from}));
	va_end(ap);
}

static void add_sourced(struct page *page, const char *label, const struct sourced *s)
{
	if (s->text)
		add(page, s->from, "%s: %s", label, s->text);
}

static void add_list(struct page *page, const char *label, const struct sourced_list *list)
{
	if (list->n)
		add(page, NULL, "%s:", label);
	for (size_t i = 0; i < list->n; i++)
		add(page, list->at[i].from, " %s", list->at[i].text);
}

static void add_names(struct page *page, const char *label, const struct names *names, const char *from)
{
	struct buf text CLEANUP(buf_release) = {0};
	for (size_t i = 0; i < names->n; i++)
		buf_printf(&text, " %s", names->at[i]);
	add(page, from, "%s:%s", label, text.p ? text.p : "");
}

static void add_claim(struct page *page, const char *label, const struct profile_claim *claim)
{
	if (claim->word.n)
		add_names(page, label, &claim->word, claim->from);
}

/* Words with blanks in them show only as JSON what they are. */
static void add_command(struct page *page, const char *label, const struct sourced_words *command)
{
	json_t *array = json_array();
	bool plain = true;
	for (size_t i = 0; i < command->word.n; i++) {
		plain = plain && *command->word.at[i] && !strpbrk(command->word.at[i], " \t\n\"");
		json_array_append_new(array, json_string(command->word.at[i]));
	}
	char *text = json_dumps(array, JSON_COMPACT);
	if (command->from && plain && command->word.n)
		add_names(page, label, &command->word, command->from);
	else if (command->from)
		add(page, command->from, "%s: %s", label, text ? text : "");
	free(text);
	json_decref(array);
}

static void add_head(struct page *page, const struct profile *p)
{
	for (size_t i = p->file.n; i-- > 0;)
		add(page, p->file.at[i].from, "%s: %s", i + 1 == p->file.n ? "Profile" : "Inherit",
		    p->file.at[i].text);
	add_sourced(page, "Description", &p->description);
	add_claim(page, "Suites", &p->suites);
	add_claim(page, "Architectures", &p->architectures);
	for (size_t i = 0; i < p->match.n; i++)
		add(page, p->match.at[i].from, "%s (%s)", p->match.at[i].text,
		    p->match.at[i].applied ? "applied" : "not applied");
}

static void add_request(struct page *page, const char *label, const struct request_item *item, size_t n)
{
	if (n)
		add(page, NULL, "%s:", label);
	for (size_t i = 0; i < n; i++)
		add(page, item[i].where, " %s", item[i].text);
}

static void add_accounts(struct page *page, const struct profile *p)
{
	for (size_t i = 0; i < p->account.n; i++) {
		const struct account *a = &p->account.at[i];
		if (a->group_only) {
			add(page, a->from, "Group: %s", a->name);
			add(page, NULL, " Gid: %u", a->id);
			continue;
		}
		add(page, a->from, "Account: %s", a->name);
		add(page, a->id_from, " Uid: %u", a->id);
		if (a->group != ACCOUNT_GROUP_SAME)
			add(page, a->gid_from, " Gid: %u", a->gid);
		add(page, a->gecos_from, " Gecos: %s", a->gecos);
		add(page, a->home_from, " Home: %s", a->home);
		if (a->home_mode)
			add(page, a->home_mode_from, " Home-Mode: %04o", a->home_mode);
		add(page, a->shell_from, " Shell: %s", a->shell);
	}
}

static const char *const kinds[] = {
	[PATH_DIRECTORY] = "directory", [PATH_FILE] = "file", [PATH_SYMLINK] = "symlink"};

static void add_owner(struct page *page, uint32_t uid, uint32_t gid)
{
	if (uid || gid) {
		add(page, NULL, " Uid: %u", uid);
		add(page, NULL, " Gid: %u", gid);
	}
}

/* As a file has it: what is empty is a dot. */
static void add_content(struct page *page, struct str content)
{
	struct str line;
	if (content.n)
		add(page, NULL, " Content:");
	while (content.n && str_split(&content, '\n', &line))
		add(page, NULL, "  %.*s", STR_ARG(line.n ? line : str_from(".")));
}

static void add_paths(struct page *page, const struct profile *p)
{
	for (size_t i = 0; i < p->path.n; i++) {
		const struct path_item *item = &p->path.at[i];
		add(page, item->from, "Path: /%s", item->path);
		add(page, NULL, " Type: %s", kinds[item->kind]);
		if (item->kind != PATH_SYMLINK)
			add(page, NULL, " Mode: %04o", item->mode);
		add_owner(page, item->uid, item->gid);
		if (item->target)
			add(page, NULL, " Target: %s", item->target);
		if (item->needs)
			add(page, NULL, " Needs: /%s", item->needs);
		if (item->unless)
			add(page, NULL, " Unless: /%s", item->unless);
		if (item->before_scripts)
			add(page, NULL, " Before-Scripts: yes");
		add_content(page, item->content);
	}
	for (size_t i = 0; i < p->copy.n; i++) {
		const struct copy_item *item = &p->copy.at[i];
		add(page, item->from, "Copy: %s%s%s", item->beneath ? item->beneath : "",
		    item->beneath ? "/" : "", item->source);
		add(page, NULL, " To: /%s%s", item->target, item->into && *item->target ? "/" : "");
		if (item->has_mode)
			add(page, NULL, " Mode: %04o", item->mode);
		add_owner(page, item->uid, item->gid);
	}
}

static void add_rules(struct page *page, const struct profile *p)
{
	add_request(page, "Size-Rules", p->size_rule.at, p->size_rule.n);
	if (p->rule.n)
		add(page, NULL, "Rules:");
	for (size_t i = 0; i < p->rule.n; i++)
		add(page, p->rule.at[i].from, " %s %s", p->rule.at[i].include ? "include" : "exclude",
		    p->rule.at[i].glob);
	for (size_t i = 0; i < p->part.n; i++) {
		add(page, p->part.at[i].from, "Part: %s", p->part.at[i].package);
		add_names(page, " Keep", &p->part.at[i].keep, NULL);
	}
}

static void add_config(struct page *page, const struct image_config *c)
{
	add_list(page, "Env", &c->env);
	add_list(page, "Label", &c->label);
	add_sourced(page, "User", &c->user);
	add_sourced(page, "Workdir", &c->workdir);
	add_command(page, "Entrypoint", &c->entrypoint);
	add_command(page, "Cmd", &c->cmd);
}

static void print(struct page *page, struct buf *out)
{
	size_t width = 0;
	for (size_t i = 0; i < page->line.n; i++) {
		size_t n = strlen(page->line.at[i].text);
		if (page->line.at[i].from && n > width && n <= WIDEST)
			width = n;
	}
	for (size_t i = 0; i < page->line.n; i++) {
		struct line *line = &page->line.at[i];
		if (line->from)
			buf_printf(out, "%-*s  # %s\n", (int)width, line->text, line->from);
		else
			buf_printf(out, "%s\n", line->text);
		free(line->text);
	}
	vec_release(&page->line);
}

void profile_show(const struct profile *p, struct buf *out)
{
	struct page page = {0};
	add_head(&page, p);
	add_request(&page, "Packages", p->packages.at, p->packages.n);
	add_rules(&page, p);
	add_accounts(&page, p);
	add_paths(&page, p);
	add_list(&page, "Generate", &p->generate);
	add_sourced(&page, "Drop-Scripts", &p->drop_scripts_text);
	add_sourced(&page, "Cuts", &p->cuts_text);
	add_sourced(&page, "Base-Accounts", &p->base_accounts_text);
	add_config(&page, &p->config);
	print(&page, out);
}
